import { stringAt } from '../../../schemas/json.js';
import { exchanges, linked, streams } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import { isVerdict } from '../../engine/status.js';
import type { StreamEvent } from '../../engine/stream-event.js';
import type { ExchangeView } from '../../engine/view.js';
import { cursorOf } from '../automaton/cursor.js';
import { knownEvents } from '../automaton/events.js';
import { isResponseStream } from './violations.js';

/** Events of one stream that are kept for comparison. */
const keptEvents = 5000;

const afterCursor = rule({
  id: 'GET-STARTING-AFTER',
  level: 'MUST',
  basis: 'prose',
  area: 'streaming',
  title: 'A stream retrieved with starting_after has only events with a higher sequence_number',
  source: {
    dialect: 'openai',
    section: 'GET /responses/{id} starting_after',
    note: 'the sequence number of the event after which to start streaming',
  },
  needs: ['streaming', 'background', 'resume'],
  why: 'Clients that resume append what they already have: text shows up twice.',
  fix: 'Skip the events up to and including the cursor, and keep the numbers of the original stream.',
  judge: streams<{ readonly cursor: number }>({
    given: (view) => isResponseStream(view) && cursorOf(view.exchange) !== null,
    state: (view) => ({ cursor: cursorOf(view.exchange) ?? 0 }),
    every: (event, report, { cursor }) => {
      const number = event.data?.['sequence_number'];
      if (typeof number !== 'number' || number > cursor) return;
      report({
        event: event.index,
        pointer: '/sequence_number',
        message: `the event number ${number} is sent again after starting_after=${cursor}`,
        expected: `more than ${cursor}`,
        actual: number,
        eventType: event.type,
      });
    },
  }),
});

const foregroundRefused = rule({
  id: 'GET-STREAM-BG',
  level: 'SHOULD',
  basis: 'observed',
  area: 'streaming',
  title: 'GET with stream=true of a response that was not created in the background is refused with 400',
  source: {
    dialect: 'openai',
    section: 'GET /responses/{id} stream',
    note: 'seen in openai-ruby issue 214: 400 invalid_request_error, param stream',
  },
  needs: ['streaming', 'state', 'resume'],
  why: 'Clients that get JSON, or an empty stream, take it for the end of the response.',
  fix: 'Refuse stream=true with 400 and param stream where no stream was kept.',
  judge: exchanges({
    of: ['retrieve-response'],
    given: (view) =>
      view.streamed && view.exchange.intent.step === 'stream-of-foreground' && isVerdict(view.status),
    check: (view, report) => {
      // A server that keeps all streams offers more than the contract asks for.
      if (view.status === 400 || (view.accepted && view.answer?.stream !== null)) return;
      report({
        pointer: '/status',
        message: `stream=true on a foreground response is answered ${view.status}`,
        expected: 400,
        actual: view.status,
      });
    },
  }),
});

interface Reading {
  readonly cursor: number | null;
  readonly whole: boolean;
  /** By sequence number: type, places and texts of the event. */
  readonly events: ReadonlyMap<
    number,
    { readonly index: number; readonly digest: string; readonly type: string }
  >;
}

const sameEvents = rule({
  id: 'STREAM-REPLAY-EQ',
  level: 'MUST',
  basis: 'inferred',
  area: 'streaming',
  title:
    'Every reader of a background response gets the same events: resumed streams are the tail of the original',
  source: {
    dialect: 'openai',
    section: 'background guide',
    note: 'the sequence_number is a cursor into one stream, whoever reads it and however often',
  },
  needs: ['streaming', 'background', 'resume'],
  why: 'A client that resumes puts two halves of different streams together.',
  fix: 'Store the events as they were sent, numbers included, and replay them.',
  judge: linked<Reading>({
    pick: (view) => {
      const reading = readingOf(view);
      return reading === null ? [] : [reading];
    },
    given: (facts) =>
      facts.length > 1 &&
      facts.some(({ fact }) => fact.cursor === null) &&
      facts.every(({ fact }) => fact.events.size > 0),
    check: (facts, report) => {
      const original = facts.find(({ fact }) => fact.cursor === null && fact.whole) ?? facts[0];
      if (original === undefined) return;
      const union = new Map(facts.flatMap(({ fact }) => [...fact.events]));
      for (const [number, entry] of original.fact.events) union.set(number, entry);
      for (const { exchange, fact } of facts) {
        for (const [number, { index, digest, type }] of fact.events) {
          const wanted = union.get(number);
          if (wanted === undefined || wanted.digest === digest) continue;
          report({
            exchange,
            event: index,
            message: `the event number ${number} is another than the first reader got`,
            expected: wanted.digest.slice(0, 200),
            actual: digest.slice(0, 200),
            cause: `differs ${type}`,
          });
          break;
        }
        if (!fact.whole) continue;
        const lost = [...union].find(([number]) => number > (fact.cursor ?? -1) && !fact.events.has(number));
        if (lost === undefined) continue;
        report({
          exchange,
          pointer: '/events',
          message: `the event number ${lost[0]} (${lost[1].type}) is missing from this reading`,
          expected: lost[1].type,
          actual: null,
        });
      }
    },
  }),
});

function readingOf(view: ExchangeView): { key: string; fact: Reading } | null {
  if (!isResponseStream(view) || view.stream === null) return null;
  const created = view.exchange.operation === 'create-response';
  if (created && view.body?.['background'] !== true) return null;
  const id = created
    ? stringAt(view.stream.responses[0]?.value, 'id')
    : decodeURIComponent(view.exchange.request.path.split('/').at(-1) ?? '');
  if (id === null || id === '') return null;
  const events = new Map<number, { index: number; digest: string; type: string }>();
  for (const event of view.events()) {
    const number = event.data?.['sequence_number'];
    // Keepalive events and the like belong to one connection, not to the response.
    const role = knownEvents.get(event.type)?.role;
    if (role === undefined || role.on === 'note') continue;
    if (typeof number !== 'number' || events.size >= keptEvents) continue;
    events.set(number, { index: event.index, digest: digestOf(event), type: event.type });
  }
  const whole = view.answer?.ending === 'complete' && view.stream.terminal !== null;
  return { key: id, fact: { cursor: cursorOf(view.exchange), whole, events } };
}

/** What makes an event the same: its padding and the Response object around it, which is shown as it is now, do not count. */
function digestOf({ type, data }: StreamEvent): string {
  const texts = [
    'output_index',
    'content_index',
    'summary_index',
    'item_id',
    'delta',
    'text',
    'arguments',
    'refusal',
  ];
  return `${type} ${texts.flatMap((name) => (data?.[name] === undefined ? [] : [`${name}=${JSON.stringify(data[name])}`])).join(' ')}`;
}

/** Streams that are read again, from the middle, or by several. */
export const replayRules: readonly Rule[] = [afterCursor, foregroundRefused, sameEvents];
