import type { JsonObject } from '../../schemas/json.js';
import { type Case, cases } from './case.js';
import { functionCall, message, reasoning } from './output.js';
import { created, usageOf } from './traffic.js';

const asked = { model: 'm', input: 'Hi.' };
const look = { type: 'function', name: 'look', parameters: null, strict: null };
const programs = { type: 'programmatic_tool_calling' };
const running = { status: 'in_progress' };
const inProgress = 'RES-ITEM-STATUS';
const extension = 'RES-EXT-PREFIX';
const textPart = { type: 'output_text', text: 'Hello.', annotations: [], logprobs: [] };
const chart = { type: 'acme:chart', url: 'http://a.test' };

/** A request with tools that is answered with one item. */
function withTools(tools: readonly JsonObject[], item: JsonObject): Case['exchanges'] {
  return [created({ ...asked, tools }, [item])];
}

function ofOpenResponses(...output: readonly JsonObject[]): Case['exchanges'] {
  return [created(asked, output, { dialect: 'open-responses' })];
}

export const itemCases = cases(
  {
    name: 'a message goes by its second published name',
    exchanges: [created(asked, [message('Hello.', { type: 'output_message' })])],
    passed: ['RES-MESSAGE-ROLE', 'RES-CONTENT-PART'],
  },
  {
    name: 'a part of an own type stands beside the text',
    exchanges: ofOpenResponses(message('', { content: [textPart, chart] })),
    passed: ['RES-CONTENT-PART'],
  },
  {
    name: 'a part of an unknown type stands beside the text',
    exchanges: ofOpenResponses(message('', { content: [textPart, { type: 'chart', url: 'http://a.test' }] })),
    passed: ['RES-CONTENT-PART'],
  },
  {
    name: 'a part of an own type with a prefix stands alone',
    exchanges: ofOpenResponses(message('', { content: [chart] })),
    passed: ['RES-CONTENT-PART'],
  },
  {
    name: 'a part of an unknown type stands alone',
    exchanges: ofOpenResponses(message('', { content: [{ type: 'chart', url: 'http://a.test' }] })),
    blamed: { 'RES-CONTENT-PART': '/output/0/content/0/type' },
  },
  {
    name: 'an item of an own type has a prefix',
    exchanges: ofOpenResponses({ type: 'acme:search', id: 'as_1', status: 'completed' }, message('Hello.')),
    passed: [extension],
  },
  {
    name: 'an item of an own type has no prefix',
    exchanges: ofOpenResponses({ type: 'search', id: 'as_1', status: 'completed' }, message('Hello.')),
    blamed: { [extension]: '/output/0/type' },
  },
  {
    name: 'a prefix is one word',
    exchanges: ofOpenResponses(
      { type: 'my acme:search', id: 'as_1', status: 'completed' },
      message('Hello.'),
    ),
    blamed: { [extension]: '/output/0/type' },
  },
  {
    name: 'an item without a type has no wrong type',
    exchanges: ofOpenResponses({ id: 'as_1', status: 'completed' }, message('Hello.')),
    blamed: { 'RES-ITEM-FIELDS': '/output/0/type' },
    passed: [extension],
  },
  {
    name: 'a response without output holds no running item',
    exchanges: [created(asked, [], { response: { usage: usageOf(8, 0) } })],
    notFor: [inProgress, 'RES-OUTPUT-LOST'],
  },
  {
    name: 'all that was counted is reasoning',
    exchanges: [created(asked, [reasoning()], { response: { usage: usageOf(8, 3, 3) } })],
    notFor: ['RES-OUTPUT-LOST'],
  },
  {
    name: 'an answer was counted beside reasoning and is not there',
    exchanges: [created(asked, [], { response: { usage: usageOf(8, 8, 3) } })],
    blamed: { 'RES-OUTPUT-LOST': '/output', 'REAS-ITEM-PRESENT': '/output' },
  },
  {
    name: 'a call is still running though the response is completed',
    exchanges: withTools([look], functionCall('look', '{}', running)),
    blamed: { [inProgress]: '/output/0/status' },
  },
  {
    name: 'a call of a program waits for the caller',
    exchanges: withTools([look, programs], functionCall('look', '{}', running)),
    passed: [inProgress],
  },
  {
    name: 'a custom call of a program waits for the caller',
    exchanges: withTools([{ type: 'custom', name: 'write' }, programs], {
      type: 'custom_tool_call',
      id: 'ctc_1',
      call_id: 'call_1',
      name: 'write',
      input: 'Hello.',
      ...running,
    }),
    passed: [inProgress],
  },
  {
    name: 'a message waits for nobody',
    exchanges: withTools([look, programs], message('Hel', running)),
    blamed: { [inProgress]: '/output/0/status' },
  },
  {
    name: 'an item that was cut is followed by another',
    exchanges: [
      created(
        asked,
        [
          message('One.'),
          message('Tw', { id: 'msg_2', status: 'incomplete' }),
          message('Three.', { id: 'msg_3' }),
        ],
        { status: 'incomplete' },
      ),
    ],
    blamed: { 'RES-ITEM-INCOMPLETE-LAST': '/output/1/status' },
  },
  {
    name: 'an item was cut but the response is completed',
    exchanges: [created(asked, [message('Hel', { status: 'incomplete' })])],
    blamed: { 'RES-ITEM-INCOMPLETE-LAST': '/status' },
  },
  {
    name: 'two items have one id',
    exchanges: [created(asked, [message('One.'), message('Two.')])],
    blamed: { 'RES-ITEM-ID-UNIQUE': '/output/1/id' },
  },
);
