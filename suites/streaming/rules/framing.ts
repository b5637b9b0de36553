import { exchanges } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import type { ExchangeView } from '../../engine/view.js';
import { grammarRule, isResponseStream } from './violations.js';

const contentType = rule({
  id: 'HTTP-SSE-CTYPE',
  level: 'MUST',
  basis: 'prose',
  area: 'streaming',
  title: 'A request with stream: true is answered with content type text/event-stream',
  source: { dialect: 'open-responses', section: 'http', note: 'streams are sent as text/event-stream' },
  needs: ['streaming'],
  wire: true,
  why: 'EventSource and the SDKs refuse any other type; a JSON body in place of a stream crashes Codex.',
  fix: 'Honour stream: true, and send Content-Type: text/event-stream.',
  judge: exchanges({
    of: ['create-response'],
    given: (view) => view.streamed && view.accepted,
    check: (view, report) => {
      const found = view.header('content-type');
      const media = found?.split(';')[0]?.trim().toLowerCase();
      if (media === 'text/event-stream') return;
      const json = view.answer?.json !== undefined;
      report({
        pointer: '/headers/content-type',
        message: json
          ? 'stream: true is answered with a JSON body instead of a stream'
          : `a stream comes with the content type ${found ?? '(none)'}`,
        expected: 'text/event-stream',
        actual: found,
        cause: json ? 'JSON body' : 'content type',
      });
    },
  }),
});

const eventEqualsType = grammarRule({
  id: 'STREAM-EVENT-EQ-TYPE',
  check: 'event-line',
  level: 'MUST',
  basis: 'prose',
  title: 'The event: line of each event equals the type in its data',
  source: { dialect: 'open-responses', section: 'http', note: 'the event field matches type in the data' },
  wire: true,
  why: 'EventSource listeners are registered by name: without the line, or under another name, they never fire.',
  fix: 'Write an event: line with the type of the data before each data: line.',
});

const noEventIds = grammarRule({
  id: 'STREAM-NO-SSE-ID',
  check: 'event-id',
  level: 'SHOULD',
  basis: 'prose',
  title: 'Events have no id: line',
  source: { dialect: 'open-responses', section: 'http', note: 'servers should not use the id field' },
  wire: true,
  why: 'EventSource reconnects with Last-Event-ID, which no server of this API understands.',
  fix: 'Leave id: lines out; sequence_number is the cursor.',
});

const jsonData = grammarRule({
  id: 'STREAM-JSON-DATA',
  check: 'json-data',
  level: 'MUST',
  basis: 'prose',
  title: 'The data of each event is one JSON object with a type, but for [DONE]',
  source: { dialect: 'open-responses', section: 'http', note: 'data is JSON, but for the literal [DONE]' },
  why: 'SDKs parse the data of every event and throw "Could not parse message into JSON".',
  fix: 'Serialise one object per event; end an event with its blank line before another is written, errors included.',
});

const doneSentinel = grammarRule({
  id: 'STREAM-DONE',
  check: 'done-sentinel',
  level: 'MUST',
  basis: 'prose',
  title: 'data: [DONE] comes once, at the very end: always in Open Responses, elsewhere if at all',
  source: {
    dialect: 'open-responses',
    section: 'http',
    note: 'the last data is the literal [DONE]; the other dialects end with the terminal event',
  },
  why: 'Clients of Open Responses wait for it; others stop reading at it and miss what comes after.',
  fix: 'Send [DONE] once, after the terminal event.',
});

const wholeEvents = rule({
  id: 'STREAM-WHOLE-EVENTS',
  level: 'MUST',
  basis: 'prose',
  area: 'streaming',
  title: 'A stream never ends inside an event: the last one has its blank line too',
  source: {
    dialect: 'all',
    section: 'HTML, server-sent events',
    note: 'an event is dispatched by the blank line after it; what is left without one is discarded',
  },
  needs: ['streaming'],
  wire: true,
  why: 'Clients discard the unfinished event, which is often the terminal one.',
  fix: 'Write each event with its blank line at once, and flush before closing.',
  judge: exchanges({
    given: (view) =>
      isResponseStream(view) && view.stream !== null && view.answer?.ending !== 'disconnected-by-us',
    check: (view, report) => {
      const rest = view.answer?.stream?.framing.unterminated ?? null;
      if (rest === null) return;
      report({
        pointer: '/body',
        message: `the stream ends inside an event (${view.answer?.ending}): ${JSON.stringify(rest.slice(0, 80))}`,
        expected: 'a blank line after the last event',
        actual: rest.slice(0, 200),
      });
    },
  }),
});

const utf8 = rule({
  id: 'STREAM-UTF8',
  level: 'MUST',
  basis: 'prose',
  area: 'streaming',
  title: 'A stream is UTF-8, also where a character falls on two chunks',
  source: {
    dialect: 'all',
    section: 'HTML, server-sent events',
    note: 'event streams are always decoded as UTF-8',
  },
  needs: ['streaming'],
  wire: true,
  why: 'Broken characters show up as replacement signs, in stored text and tool arguments as well.',
  fix: 'Decode tokens into whole characters before they are put into a delta; encode the stream as UTF-8.',
  judge: exchanges({
    given: (view) => isResponseStream(view) && view.stream !== null,
    check: (view, report) => {
      const at = view.answer?.stream?.framing.invalidUtf8At ?? null;
      if (at === null) return;
      report({
        pointer: '/body',
        message: `the stream is not UTF-8: byte ${at} begins an invalid sequence`,
        expected: 'UTF-8',
        actual: at,
      });
    },
  }),
});

/** Seconds of work after which a stream that comes all at once was held back, not just fast. */
const workedFor = 2;
/** Events that a stream needs before anything can be said of their rhythm. */
const enoughEvents = 8;

const flushed = rule({
  id: 'STREAM-FLUSHED',
  level: 'SHOULD',
  basis: 'inferred',
  area: 'streaming',
  title: 'Events are sent as they come into being, not in one burst at the end',
  source: {
    dialect: 'all',
    section: 'streaming',
    note: 'streaming shows the answer while it is generated; a buffering proxy undoes it',
  },
  needs: ['streaming'],
  wire: true,
  why: 'Users stare at an empty screen, and idle timeouts strike although the server is at work.',
  fix: 'Flush after each event; turn buffering and compression off on the way (X-Accel-Buffering: no).',
  judge: exchanges({
    of: ['create-response'],
    given: (view) => rhythmOf(view) !== null,
    check: (view, report) => {
      const rhythm = rhythmOf(view);
      if (rhythm?.burst !== true) return;
      report({
        pointer: '/body',
        message: `${view.stream?.events} events come within ${Math.round(rhythm.span)} ms at the end, after ${rhythm.seconds.toFixed(1)} s of work`,
        expected: 'events while the server works',
        actual: `${Math.round(rhythm.span)} ms`,
      });
    },
  }),
});

// A stream is late as a whole where its first event comes after seconds, or where the response's own times say that
// generation took seconds, and then everything comes at once.
function rhythmOf(view: ExchangeView): { span: number; seconds: number; burst: boolean } | null {
  const chunks = view.answer?.stream?.framing.chunks ?? null;
  const { stream } = view;
  if (!isResponseStream(view) || chunks === null || stream === null || stream.terminal === null) return null;
  if (stream.events < enoughEvents || view.body?.['background'] === true) return null;
  const response = stream.terminal.response?.value;
  const [from, to] = [response?.['created_at'], response?.['completed_at']];
  const own = typeof from === 'number' && typeof to === 'number' ? to - from : 0;
  const span = chunks.lastAt - chunks.firstAt;
  const seconds = Math.max(own, chunks.firstAt / 1000);
  return { span, seconds, burst: seconds >= workedFor && span <= Math.max(20, seconds * 20) };
}

/** What the bytes of a stream look like. */
export const framingRules: readonly Rule[] = [
  contentType,
  eventEqualsType,
  noEventIds,
  jsonData,
  doneSentinel,
  wholeEvents,
  utf8,
  flushed,
];
