import { isObject, type JsonObject } from '../../../schemas/json.js';
import { alteringEvents, breaking } from '../breaking.js';
import { without } from '../building.js';
import type { Defect } from '../defect.js';

const area = 'streaming';

function inResponse(event: JsonObject, change: (response: JsonObject) => JsonObject): JsonObject {
  return isObject(event['response']) ? { ...event, response: change(event['response']) } : event;
}

/** Servers that say one thing in deltas and another in the end. */
export const contentDefects: readonly Defect[] = [
  {
    name: 'deltas-differ-from-done-text',
    area,
    symptom: 'the final text is what the deltas said, stripped of the white space at its ends',
    seenIn: 'mlx-node/mlx-node#45',
    caughtBy: ['STREAM-DELTA-CONCAT'],
    change: {
      events: (events) => {
        const last = events.findLastIndex(({ type }) => type === 'response.output_text.delta');
        return events.map((event, index) =>
          index === last ? { ...event, delta: `${event['delta']} \n` } : event,
        );
      },
    },
  },
  {
    name: 'hm-delta-done-mismatch',
    area,
    symptom: 'output_text.done is not what the deltas said',
    seenIn: 'museum',
    caughtBy: ['STREAM-DELTA-CONCAT'],
    change: alteringEvents(/^response\.output_text\.done$/, (event) => ({
      ...event,
      text: 'Something else.',
    })),
  },
  {
    name: 'arguments-in-one-piece',
    area,
    symptom: 'arguments come in arguments.done only, without a delta',
    seenIn: 'LM Studio, recorded by vercel/ai',
    caughtBy: ['STREAM-DELTA-SENT'],
    level: 'SHOULD',
    change: breaking('call without any delta'),
  },
  {
    name: 'text-in-one-piece',
    area,
    symptom: 'text comes in output_text.done only, without a delta',
    caughtBy: ['STREAM-DELTA-CONCAT'],
    change: breaking('text without any delta'),
  },
  {
    name: 'part-done-says-something-else',
    area,
    symptom: 'content_part.done has another text than output_text.done',
    caughtBy: ['STREAM-DONE-EQ-PART'],
    change: breaking('part done says something else'),
  },
  {
    name: 'reasoning-summary-vs-content-mismatch',
    area,
    symptom: 'summaries are streamed, the final item has the text under content and an empty summary',
    seenIn: 'smg-project/smg#1402',
    caughtBy: ['STREAM-DONE-EQ-PART'],
    collateral: 12,
    change: breaking('summary ends up as content'),
  },
  {
    name: 'completed-output-missing',
    area,
    symptom: 'the terminal response has neither output nor usage',
    seenIn: 'decolua/9router#705',
    caughtBy: ['STREAM-FINAL-EQ', 'STREAM-EQ-NONSTREAM'],
    collateral: 60,
    change: alteringEvents(/^response\.(completed|incomplete)$/, (event) =>
      inResponse(event, (response) => without(response, 'output', 'usage')),
    ),
  },
  {
    name: 'output-at-wrong-level',
    area,
    symptom: 'output stands beside response in the terminal event',
    seenIn: 'makecindy/cindy#4509',
    caughtBy: ['STREAM-FINAL-EQ'],
    collateral: 60,
    change: breaking('final output beside the response'),
  },
  {
    name: 'output-empty-at-the-end',
    area,
    symptom: 'items are streamed, the terminal output is empty',
    seenIn: 'chatgpt codex backend',
    caughtBy: ['STREAM-FINAL-EQ'],
    collateral: 60,
    change: breaking('final output empty'),
  },
  {
    name: 'usage-missing-in-streams',
    area,
    symptom: 'the terminal response has no usage, the JSON answer has',
    caughtBy: ['STREAM-EQ-NONSTREAM'],
    level: 'SHOULD',
    collateral: 20,
    change: alteringEvents(/^response\.(completed|incomplete)$/, (event) =>
      inResponse(event, (response) => ({ ...response, usage: null })),
    ),
  },
  {
    name: 'logprobs-missing-in-text-events',
    area,
    symptom: 'output_text.delta and .done have no logprobs',
    seenIn: 'FMXExpress/PasClaw#62',
    caughtBy: ['STREAM-LOGPROBS'],
    level: 'SHOULD',
    change: alteringEvents(/^response\.output_text\.(delta|done)$/, (event) => without(event, 'logprobs')),
  },
  {
    name: 'reasoning-under-the-other-name',
    area,
    symptom: 'reasoning text comes in response.reasoning.* events',
    caughtBy: ['STREAM-REASONING-NAME'],
    change: breaking('reasoning under the other name'),
  },
  {
    name: 'reasoning-text-sent-as-summary',
    area,
    symptom: 'the whole reasoning is streamed as a summary',
    seenIn: 'QuantumNous/new-api#7114',
    caughtBy: ['STREAM-SUMMARY-ASKED'],
    level: 'SHOULD',
    change: alteringEvents(/^response\.reasoning_text\./, (event) => ({
      ...without(event, 'content_index'),
      summary_index: event['content_index'],
      type: String(event['type']).replace('reasoning_text', 'reasoning_summary_text'),
    })),
  },
  {
    name: 'item-status-in-events-illegal',
    area,
    symptom: 'messages are done with the status "stop"',
    caughtBy: ['STREAM-EVENT-SCHEMA'],
    change: breaking('item status that does not exist'),
  },
  {
    name: 'padding-cannot-be-turned-off',
    area,
    symptom: 'include_obfuscation: false is ignored',
    caughtBy: ['STREAM-OBFUSC-OFF'],
    change: {
      events: (events) =>
        events.map((event) => (event.type.endsWith('.delta') ? { ...event, obfuscation: 'k3Jd' } : event)),
    },
  },
  {
    name: 'no-padding',
    area,
    symptom: 'deltas are never padded',
    caughtBy: ['STREAM-OBFUSC-DEFAULT'],
    level: 'SHOULD',
    change: alteringEvents(/\.delta$/, (event) => without(event, 'obfuscation')),
  },
];
