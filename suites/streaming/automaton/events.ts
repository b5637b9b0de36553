import { type ProgressFamily, progressFamilies, type TextFamily, textFamilies } from './families.js';

/** What an event does: the automaton it speaks to, and the symbol that it is there. */
type EventRole =
  | { readonly on: 'response'; readonly symbol: 'created' | 'queued' | 'in_progress' | 'terminal' }
  | { readonly on: 'error' }
  | { readonly on: 'note' }
  | { readonly on: 'item'; readonly symbol: 'added' | 'done' }
  | {
      readonly on: 'part';
      readonly holder: 'content' | 'summary';
      readonly index: 'content_index' | 'summary_index';
      readonly symbol: 'added' | 'done';
    }
  | { readonly on: 'text'; readonly family: TextFamily; readonly symbol: 'added' | 'delta' | 'valued' }
  | { readonly on: 'annotation' }
  | {
      readonly on: 'progress';
      readonly family: ProgressFamily;
      readonly symbol: 'started' | 'working' | 'finished';
    }
  | { readonly on: 'tool-output' };

/** An event type that the contract knows. */
export interface KnownEvent {
  readonly type: string;
  readonly role: EventRole;
  /** Members that say which item, part or place it is about. */
  readonly identity: readonly string[];
}

const inItem = ['item_id', 'output_index'];
const inPart = [...inItem, 'content_index'];
const inSummary = [...inItem, 'summary_index'];

const rows: readonly KnownEvent[] = [
  known('response.created', { on: 'response', symbol: 'created' }),
  known('response.queued', { on: 'response', symbol: 'queued' }),
  known('response.in_progress', { on: 'response', symbol: 'in_progress' }),
  known('response.completed', { on: 'response', symbol: 'terminal' }),
  known('response.incomplete', { on: 'response', symbol: 'terminal' }),
  known('response.failed', { on: 'response', symbol: 'terminal' }),
  known('error', { on: 'error' }),
  known('keepalive', { on: 'note' }),
  known('response.compaction.compacting', { on: 'note' }),
  known('response.audio.delta', { on: 'note' }),
  known('response.audio.done', { on: 'note' }),
  known('response.audio.transcript.delta', { on: 'note' }),
  known('response.audio.transcript.done', { on: 'note' }),
  known('response.output_item.added', { on: 'item', symbol: 'added' }, ['output_index']),
  known('response.output_item.done', { on: 'item', symbol: 'done' }, ['output_index']),
  ...partRows('response.content_part', 'content', 'content_index', inPart),
  ...partRows('response.reasoning_summary_part', 'summary', 'summary_index', inSummary),
  known('response.output_text.annotation.added', { on: 'annotation' }, [...inPart, 'annotation_index']),
  ...textFamilies.flatMap((family): readonly KnownEvent[] => [
    ...(family.holder === 'command'
      ? [known(`${family.stem}.added`, { on: 'text', family, symbol: 'added' }, family.identity)]
      : []),
    known(`${family.stem}.delta`, { on: 'text', family, symbol: 'delta' }, family.identity),
    known(`${family.stem}.done`, { on: 'text', family, symbol: 'valued' }, family.identity),
  ]),
  ...progressFamilies.flatMap((family): readonly KnownEvent[] => [
    known(`${family.stem}.in_progress`, { on: 'progress', family, symbol: 'started' }, inItem),
    ...family.working.map((word) =>
      known(
        `${family.stem}.${word}`,
        { on: 'progress', family, symbol: 'working' },
        word === 'partial_image' ? [...inItem, 'partial_image_index'] : inItem,
      ),
    ),
    ...family.finished.map((word) =>
      known(`${family.stem}.${word}`, { on: 'progress', family, symbol: 'finished' }, inItem),
    ),
  ]),
  known('response.shell_call_output_content.delta', { on: 'tool-output' }, [...inItem, 'command_index']),
  known('response.shell_call_output_content.done', { on: 'tool-output' }, [...inItem, 'command_index']),
];

/** Every event type of the contract, whatever the dialect. */
export const knownEvents: ReadonlyMap<string, KnownEvent> = new Map(rows.map((row) => [row.type, row]));

/** The event types that are a symbol of a text family, for saying what would have been allowed. */
export function eventsFor(family: TextFamily, symbol: string): readonly string[] {
  const part = family.holder === 'summary' ? 'response.reasoning_summary_part' : 'response.content_part';
  const inParts = family.holder === 'content' || family.holder === 'summary';
  switch (symbol) {
    case 'added':
      return [inParts ? `${part}.added` : `${family.stem}.added`];
    case 'delta':
      return [`${family.stem}.delta`];
    case 'valued':
      return [`${family.stem}.done`];
    case 'done':
      return [`${part}.done`];
    default:
      return family.stem === 'response.output_text' ? ['response.output_text.annotation.added'] : [];
  }
}

function known(type: string, role: EventRole, identity: readonly string[] = []): KnownEvent {
  return { type, role, identity };
}

function partRows(
  stem: string,
  holder: 'content' | 'summary',
  index: 'content_index' | 'summary_index',
  identity: readonly string[],
): readonly KnownEvent[] {
  return [
    known(`${stem}.added`, { on: 'part', holder, index, symbol: 'added' }, identity),
    known(`${stem}.done`, { on: 'part', holder, index, symbol: 'done' }, identity),
  ];
}
