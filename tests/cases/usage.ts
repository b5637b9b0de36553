import { cases } from './case.js';
import { message, reasoning } from './output.js';
import { answered, created, soundResponse, usageOf } from './traffic.js';

const asked = { model: 'm', input: 'Hi.' };
const answer = [message('Hello.')];
const background = { ...asked, background: true };
const thinking = 'USE-REASONING-COUNTED';
const growing = 'USE-INPUT-GROWS';
const zero = '/usage/output_tokens_details/reasoning_tokens';

function summed(text: string) {
  return reasoning([text]);
}

/** A request of a size, and the tokens counted for it; a twin of the exchange before where it is not the first. */
function sized(place: number, input: number, size: string | null, smallest = 1) {
  return created(asked, [message('Hello.', { id: `msg_${place}` })], {
    response: { id: `resp_${place}`, usage: usageOf(input, 5) },
    intent: {
      notes: size === null ? {} : { inputSize: size },
      ...(place === smallest ? {} : { twinOf: `case#1.${smallest}`, twin: 'larger-input' }),
    },
  });
}

export const usageCases = cases(
  {
    name: 'more was thought than came out',
    exchanges: [
      created(asked, [summed('A greeting.'), ...answer], { response: { usage: usageOf(8, 5, 6) } }),
    ],
    blamed: { 'RES-USAGE-DETAILS': zero },
  },
  {
    name: 'the total is not the sum',
    exchanges: [created(asked, answer, { response: { usage: { ...usageOf(8, 5), total_tokens: 14 } } })],
    blamed: { 'RES-USAGE-SUM': '/usage/total_tokens' },
  },
  {
    name: 'a queued response counts already',
    exchanges: [created(background, [], { status: 'queued', response: { usage: usageOf(8, 0) } })],
    blamed: { 'RES-USAGE-NULL': '/usage' },
  },
  {
    name: 'a running response counts already',
    exchanges: [created(background, [], { status: 'in_progress', response: { usage: usageOf(8, 0) } })],
    blamed: { 'RES-USAGE-NULL': '/usage' },
  },
  {
    name: 'an answer that was cut counts nothing',
    exchanges: [
      created(asked, [message('Hel', { status: 'incomplete' })], {
        status: 'incomplete',
        response: { usage: null },
      }),
    ],
    blamed: { 'RES-USAGE-NULL': '/usage' },
  },
  {
    name: 'usage is a word',
    exchanges: [created(asked, answer, { response: { usage: 'unknown' } })],
    blamed: { 'RES-USAGE-FIELDS': '/usage', 'RES-USAGE-NULL': '/usage' },
  },
  {
    name: 'text came of no input',
    exchanges: [created(asked, answer, { response: { usage: usageOf(0, 5) } })],
    blamed: { 'USE-OUTPUT-COUNTED': '/usage/input_tokens' },
  },
  {
    name: 'text without a token',
    exchanges: [created(asked, answer, { response: { usage: usageOf(8, 0) } })],
    blamed: { 'USE-OUTPUT-COUNTED': '/usage/output_tokens' },
  },
  {
    name: 'a blank is no text',
    exchanges: [created(asked, [message(' ')], { response: { usage: usageOf(8, 0) } })],
    notFor: ['USE-OUTPUT-COUNTED'],
  },
  {
    name: 'a longer input counts as much as a short one',
    exchanges: [sized(1, 8, 'small'), sized(2, 8, 'a longer text')],
    blamed: { [growing]: '/usage/input_tokens' },
  },
  {
    name: 'a longer input counts more, whichever was sent first',
    exchanges: [sized(1, 20, 'a longer text'), sized(2, 8, 'small')],
    passed: [growing],
  },
  {
    name: 'a short input alone grows from nothing',
    exchanges: [sized(1, 8, 'small')],
    notFor: [growing],
  },
  {
    name: 'a twin of no known size is not compared',
    exchanges: [sized(1, 8, 'small'), sized(2, 8, null)],
    notFor: [growing],
  },
  {
    name: 'a summary of thoughts that cost nothing',
    exchanges: [created(asked, [summed('A greeting.'), ...answer])],
    blamed: { [thinking]: zero },
  },
  {
    name: 'hidden thoughts that cost nothing',
    exchanges: [
      created({ ...asked, include: ['reasoning.encrypted_content'] }, [
        reasoning([], { encrypted_content: 'gAAAAABo' }),
        ...answer,
      ]),
    ],
    blamed: { [thinking]: zero },
  },
  {
    name: 'single thoughts may cost nothing',
    exchanges: [
      created(asked, [summed('A greeting.'), ...answer], { response: { usage: usageOf(8, 9, 4) } }),
      created(
        asked,
        [
          reasoning([], { id: 'rs_2', content: [{ type: 'reasoning_text', text: 'Another.' }] }),
          message('Hello.', { id: 'msg_2' }),
        ],
        { response: { id: 'resp_2' } },
      ),
    ],
    passed: [thinking],
  },
  {
    name: 'reasoning that shows no thought costs nothing',
    exchanges: [created(asked, [reasoning(), ...answer])],
    notFor: [thinking],
  },
  {
    name: 'reasoning with an empty summary costs nothing',
    exchanges: [created(asked, [summed(''), ...answer])],
    notFor: [thinking],
  },
  {
    name: 'thoughts without a count are not counted as nothing',
    exchanges: [
      created(asked, [summed('A greeting.'), ...answer], {
        response: {
          usage: {
            input_tokens: 8,
            input_tokens_details: { cached_tokens: 0 },
            output_tokens: 5,
            total_tokens: 13,
          },
        },
      }),
    ],
    blamed: { 'RES-USAGE-DETAILS': '/usage/output_tokens_details' },
    notFor: [thinking],
  },
  {
    name: 'a response that was asked for again is not counted again',
    exchanges: [
      answered(
        'GET',
        '/responses/resp_1',
        undefined,
        200,
        soundResponse(asked, [summed('A greeting.'), ...answer]),
      ),
    ],
    notFor: [thinking, 'USE-OUTPUT-COUNTED'],
  },
);
