import type { JsonObject } from '../../schemas/json.js';
import { cases } from './case.js';
import { functionCall, message, otherItem, reasoning } from './output.js';
import { created, refused } from './traffic.js';

const asked = { model: 'm', input: 'What is 17 times 23?' };
const summarised = { ...asked, reasoning: { summary: 'auto' } };

export const reasoningCases = cases(
  {
    name: 'a thought that is counted and shown before the words',
    exchanges: [created(asked, [reasoning(), message('391')], counting(64))],
    passed: ['REAS-ITEM-PRESENT', 'REAS-ORDER'],
    notFor: ['REAS-SUMMARY'],
  },
  {
    name: 'a thought that is shown, yet not counted',
    exchanges: [created(asked, [reasoning(), message('391')])],
    passed: ['REAS-ITEM-PRESENT'],
  },
  {
    name: 'a thought that is counted, yet not shown',
    exchanges: [created(asked, [message('391')], counting(64))],
    blamed: { 'REAS-ITEM-PRESENT': '/output' },
  },
  {
    name: 'nothing was thought',
    exchanges: [created(asked, [message('391')])],
    notFor: ['REAS-ITEM-PRESENT', 'REAS-ORDER'],
  },
  {
    name: 'a response that failed while it thought',
    exchanges: [
      created(asked, [message('3', { status: 'incomplete' })], { status: 'failed', ...counting(9) }),
    ],
    notFor: ['REAS-ITEM-PRESENT', 'REAS-ORDER'],
  },
  {
    name: 'a response that failed behind a second thought',
    exchanges: [
      created(asked, [message('391'), reasoning()], {
        status: 'failed',
      }),
    ],
    notFor: ['REAS-ORDER'],
  },
  {
    name: 'a thought that stands behind the words it led to',
    exchanges: [created(asked, [message('391'), reasoning()], counting(64))],
    blamed: { 'REAS-ORDER': '/output/1' },
  },
  {
    name: 'a thought that nothing followed',
    exchanges: [created(asked, [reasoning()], counting(5))],
    notFor: ['REAS-ORDER'],
  },
  {
    name: 'thoughts before and behind a call',
    exchanges: [
      created(
        { ...asked, tools: [{ type: 'function', name: 'multiply', strict: false, parameters: null }] },
        [reasoning(), functionCall('multiply', '{}'), reasoning([], { id: 'rs_2' }), message('391')],
      ),
    ],
    passed: ['REAS-ORDER', 'REAS-ITEM-PRESENT'],
  },
  {
    name: 'one summary among several thoughts will do',
    exchanges: [
      created(
        summarised,
        [reasoning(), reasoning(['Multiplying.'], { id: 'rs_2' }), message('391')],
        counting(64),
      ),
    ],
    passed: ['REAS-SUMMARY'],
  },
  {
    name: 'one summarised answer among several will do',
    exchanges: [
      created(summarised, [reasoning(), message('391')], counting(64)),
      created(summarised, [reasoning(['Multiplying.'], { id: 'rs_2' }), message('391', { id: 'msg_2' })], {
        response: { ...counting(64).response, id: 'resp_2' },
      }),
    ],
    passed: ['REAS-SUMMARY'],
  },
  {
    name: 'no thought has the summary that was asked for',
    exchanges: [created(summarised, [reasoning(), message('391')])],
    blamed: { 'REAS-SUMMARY': '/output' },
  },
  {
    name: 'an item of the server’s own is no summarised thought',
    exchanges: [
      created(
        summarised,
        [
          otherItem('acme:plan', {
            status: 'completed',
            summary: [{ type: 'summary_text', text: 'Multiply.' }],
          }),
          reasoning(),
          message('391'),
        ],
        { dialect: 'open-responses' },
      ),
    ],
    blamed: { 'REAS-SUMMARY': '/output' },
  },
  {
    name: 'a summary was asked for, and nothing was thought',
    exchanges: [created(summarised, [message('391')])],
    notFor: ['REAS-SUMMARY'],
  },
  {
    name: 'a thought that was encrypted by the server is refused by it',
    exchanges: [
      refused(
        replaying(),
        400,
        {
          error: {
            message: 'The encrypted content could not be verified.',
            type: 'invalid_request_error',
            param: 'input[1].encrypted_content',
            code: 'invalid_encrypted_content',
          },
        },
        { intent: { step: 'reasoning-replayed' } },
      ),
    ],
    blamed: { 'REAS-STATELESS': '/status' },
  },
  {
    name: 'a thought that was encrypted by the server is accepted by it',
    exchanges: [created(replaying(), [message('391')], { intent: { step: 'reasoning-replayed' } })],
    passed: ['REAS-STATELESS'],
  },
);

function replaying(): JsonObject {
  return {
    model: 'm',
    store: false,
    input: [
      { role: 'user', content: 'What is 17 times 23?' },
      reasoning([], { encrypted_content: 'gAAAAB' }),
      { role: 'user', content: 'And again?' },
    ],
  };
}

function counting(tokens: number) {
  return {
    response: {
      usage: {
        input_tokens: 8,
        input_tokens_details: { cached_tokens: 0 },
        output_tokens: tokens + 5,
        output_tokens_details: { reasoning_tokens: tokens },
        total_tokens: tokens + 13,
      },
    },
  };
}
