import type { JsonValue } from '../schemas/json.js';
import { validators } from '../schemas/validators.js';
import type { Measurement } from './measurement.js';

const place = { item_id: 'msg_1', output_index: 0, content_index: 0 };

/** The events of one answer of 200 words, as a server sends them. */
function textStream(): readonly JsonValue[] {
  const part = { type: 'output_text', text: '', annotations: [], logprobs: [] };
  const item = { type: 'message', id: 'msg_1', role: 'assistant', content: [], status: 'in_progress' };
  const deltas = Array.from({ length: 200 }, (_, index) => ({
    type: 'response.output_text.delta',
    ...place,
    delta: ` word ${index}`,
    logprobs: [],
    obfuscation: 'a8Jq',
  }));
  const events: readonly { readonly [member: string]: JsonValue }[] = [
    { type: 'response.output_item.added', output_index: 0, item },
    { type: 'response.content_part.added', ...place, part },
    ...deltas,
    { type: 'response.output_text.done', ...place, text: 'words', logprobs: [] },
    { type: 'response.content_part.done', ...place, part },
    {
      type: 'response.output_item.done',
      output_index: 0,
      item: { ...item, content: [part], status: 'completed' },
    },
  ];
  // As parsed from the wire: strings that the engine has not seen before.
  return events.map((event, index) => JSON.parse(JSON.stringify({ ...event, sequence_number: index })));
}

/** Measures loading the validators of a dialect and judging the events of a text stream. */
export function measureSchemas(rounds = 10_000): readonly Measurement[] {
  const validate = validators('openai').root('StreamEvent');
  const events = textStream();
  const judge = (times: number) => {
    let wrong = 0;
    for (let round = 0; round < times; round += 1) {
      for (const event of events) wrong += validate(event).length;
    }
    return wrong;
  };
  if (judge(rounds / 10) > 0) throw new Error('the events of the benchmark are not valid');
  const start = process.cpuUsage();
  judge(rounds);
  const { user, system } = process.cpuUsage(start);
  return [
    {
      name: 'schemas, events of a text stream',
      unit: 'events per core and second',
      value: (rounds * events.length) / ((user + system) / 1e6),
      atLeast: 1_000_000,
    },
  ];
}
