import type { JsonValue } from '../../../schemas/json.js';
import type { StreamEvent } from '../../engine/stream-event.js';

/** What the automaton looks at; each is one sentence about streams, and one rule judges it. */
const checks = [
  'first-created',
  'one-terminal',
  'terminal-status',
  'status-flow',
  'response-id',
  'in-progress',
  'announced-empty',
  'identity',
  'item-open',
  'item-close',
  'item-index',
  'item-id',
  'item-type',
  'item-constant',
  'part-order',
  'part-index',
  'part-type',
  'summary-order',
  'arguments-order',
  'deltas-sent',
  'delta-concatenation',
  'done-equals-part',
  'final-output',
  'function-name',
  'annotations',
  'annotations-sent',
  'logprobs',
  'tool-progress',
  'tool-finished',
  'partial-images',
  'reasoning-name',
  'summary-asked',
  'unlisted-ignorable',
  'error-shape',
  'error-failed',
  'done-sentinel',
  'sequence-present',
  'sequence-increases',
  'sequence-dense',
  'event-line',
  'event-id',
  'json-data',
  'event-schema',
  'extension-prefix',
  'padding-on',
  'padding-off',
] as const;
export type Check = (typeof checks)[number];

/** One thing that is wrong with a stream. */
export interface Violation {
  readonly check: Check;
  /** Index of the event that is wrong, or the last one where something is missing at the end; null: no event came. */
  readonly event: number | null;
  readonly eventType: string;
  /** Pointer inside the event. */
  readonly pointer: string;
  readonly message: string;
  readonly expected: JsonValue;
  readonly actual: JsonValue;
  /** What findings with one cause share beside the pointer; empty: the type of their event. */
  readonly cause: string;
  /** How often it was seen; the first one is shown. */
  readonly count: number;
  /** Marks violations that the dialect's table of tolerated deviations tells apart. */
  readonly keyword: string | null;
  /** The state that the automaton was in, in words. */
  readonly state: string;
  /** Event types that would have been allowed there. */
  readonly allowed: readonly string[];
  /** Place in the output, where it is about one item. */
  readonly outputIndex: number | null;
  readonly excerpt: readonly string[];
}

/** What the finder of a violation says; the recorder adds the rest. */
type Finding = Partial<Omit<Violation, 'check' | 'message' | 'excerpt' | 'count'>> & {
  readonly check: Check;
  readonly message: string;
};

/** Takes down violations together with the events around them. */
export interface Recorder {
  /** Called for every event before it is looked at. */
  readonly next: (event: StreamEvent) => void;
  readonly violate: (finding: Finding) => void;
  /** Notes that the stream was a case for a check. */
  readonly exercise: (check: Check) => void;
  readonly violations: () => readonly Violation[];
  readonly exercised: ReadonlySet<Check>;
}

/** Events shown before and after the one that is wrong. */
const around = 3;
/** Different violations kept of one stream: a broken one must not fill the memory. */
const keptCauses = 200;

/** Starts taking down. */
export function startRecorder(): Recorder {
  const exercised = new Set<Check>();
  const found: {
    violation: Omit<Violation, 'excerpt' | 'count'>;
    lines: string[];
    count: number;
  }[] = [];
  const byCause = new Map<string, (typeof found)[number]>();
  const last: StreamEvent[] = [];
  // Excerpts that the next events belong to.
  let open: { readonly lines: string[]; after: number }[] = [];

  return {
    exercised,
    next(event) {
      for (const excerpt of open) {
        excerpt.after -= 1;
        excerpt.lines.push(`  ${describe(event)}`);
      }
      open = open.filter(({ after }) => after > 0);
      last.push(event);
      if (last.length > around + 1) last.shift();
    },
    exercise: (check) => {
      exercised.add(check);
    },
    violate(finding) {
      exercised.add(finding.check);
      const current = last.at(-1);
      const violation = {
        event: current?.index ?? null,
        eventType: current?.type ?? '',
        pointer: '',
        expected: null,
        actual: null,
        cause: '',
        keyword: null,
        state: '',
        allowed: [],
        outputIndex: null,
        ...finding,
      };
      const cause = causeOf(violation);
      const known = byCause.get(cause);
      if (known !== undefined) {
        known.count += 1;
        return;
      }
      if (found.length >= keptCauses) return;
      const lines = last.map((entry) => `${entry.index === violation.event ? '>' : ' '} ${describe(entry)}`);
      const entry = { violation, lines, count: 1 };
      found.push(entry);
      byCause.set(cause, entry);
      open.push({ lines, after: around });
    },
    violations: () =>
      found.map(({ violation, lines, count }) => ({
        ...violation,
        count,
        excerpt: [
          ...lines,
          ...(violation.state === '' ? [] : [`state: ${violation.state}`]),
          ...(violation.allowed.length === 0 ? [] : [`allowed: ${violation.allowed.join(', ')}`]),
        ],
      })),
  };
}

/** What makes two violations one: the same check, place and cause, or the same type of event where no cause is given. */
export function causeOf({
  check,
  pointer,
  cause,
  eventType,
}: Pick<Violation, 'check' | 'pointer' | 'cause' | 'eventType'>): string {
  const place = pointer.replace(/\/\d+(?=\/|$)/g, '/*');
  return `${check} ${place} ${cause === '' ? eventType : cause}`;
}

const shown = ['output_index', 'item_id', 'content_index', 'summary_index', 'command_index'] as const;

/** One event as a line: index, type, what it is about, and the start of what it carries. */
function describe(event: StreamEvent): string {
  if (event.data === null) return `#${event.index} ${shorten(event.frame.data)}`;
  const { data } = event;
  const places = shown.flatMap((name) => (data[name] === undefined ? [] : [`${name}=${String(data[name])}`]));
  const text = ['delta', 'text', 'arguments', 'refusal', 'input', 'code'].flatMap((name) =>
    typeof data[name] === 'string' ? [`${name}=${JSON.stringify(shorten(data[name]))}`] : [],
  );
  return [`#${event.index}`, event.type === '' ? '(no type)' : event.type, ...places, ...text].join(' ');
}

function shorten(text: string): string {
  return text.length <= 48 ? text : `${text.slice(0, 45)}...`;
}
