import type { JsonValue } from '../../../schemas/json.js';
import type { StreamEvent } from '../../engine/stream-event.js';

/** What the automaton looks at; each is one sentence about streams, and one rule judges it. */
export const checks = [
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
  /** What findings with one cause share beside the pointer. */
  readonly cause: string;
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
export type Finding = Partial<Omit<Violation, 'check' | 'message' | 'excerpt'>> & {
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
/** Violations kept of one check: a broken stream must not fill the memory. */
const keptPerCheck = 40;

/** Starts taking down. */
export function startRecorder(): Recorder {
  const exercised = new Set<Check>();
  const counts = new Map<Check, number>();
  const found: { violation: Omit<Violation, 'excerpt'>; lines: string[]; after: number }[] = [];
  const last: StreamEvent[] = [];
  let open = 0;

  return {
    exercised,
    next(event) {
      if (open > 0) {
        for (const entry of found.slice(-open)) {
          if (entry.after <= 0) continue;
          entry.after -= 1;
          entry.lines.push(`  ${describe(event)}`);
        }
        open = found.slice(-open).filter(({ after }) => after > 0).length;
      }
      last.push(event);
      if (last.length > around + 1) last.shift();
    },
    exercise: (check) => {
      exercised.add(check);
    },
    violate(finding) {
      exercised.add(finding.check);
      const count = counts.get(finding.check) ?? 0;
      counts.set(finding.check, count + 1);
      if (count >= keptPerCheck) return;
      const current = last.at(-1);
      const event = finding.event === undefined ? (current?.index ?? null) : finding.event;
      const lines = last.map((entry) => `${entry.index === event ? '>' : ' '} ${describe(entry)}`);
      found.push({
        lines,
        after: around,
        violation: {
          pointer: '',
          expected: null,
          actual: null,
          cause: '',
          keyword: null,
          state: '',
          allowed: [],
          outputIndex: null,
          eventType: current?.type ?? '',
          ...finding,
          event,
        },
      });
      open += 1;
    },
    violations: () =>
      found.map(({ violation, lines }) => ({
        ...violation,
        excerpt: [
          ...lines,
          ...(violation.state === '' ? [] : [`state: ${violation.state}`]),
          ...(violation.allowed.length === 0 ? [] : [`allowed: ${violation.allowed.join(', ')}`]),
        ],
      })),
  };
}

const shown = ['output_index', 'item_id', 'content_index', 'summary_index', 'command_index'] as const;

/** One event as a line: index, type, what it is about, and the start of what it carries. */
export function describe(event: StreamEvent): string {
  if (event.done) return `#${event.index} [DONE]`;
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
