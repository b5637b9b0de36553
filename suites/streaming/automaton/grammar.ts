import type { JsonObject } from '../../../schemas/json.js';
import type { StreamAnalyser, StreamEvent } from '../../engine/stream-event.js';
import { checkEnd, checkFinalOutput } from './ending.js';
import { takeError } from './error-event.js';
import { checkData, checkLines, checkPadding, checkPrefix, checkSchema } from './frame-checks.js';
import { takeItemAdded, takeItemDone } from './item-events.js';
import { takeNextDelta } from './next-delta.js';
import { stepResponse, takeLifecycle } from './response-events.js';
import { checkSequence } from './sequence.js';
import { takePart, takeText } from './text-events.js';
import { takeAnnotation, takeProgress } from './tool-events.js';
import type { Check, Violation } from './violation.js';
import {
  checkIdentity,
  itemOf,
  knownEvent,
  responseIn,
  startWalk,
  takeUnlisted,
  type Unlisted,
  type Walk,
} from './walk.js';

/** What the automaton found out about one stream. */
export interface GrammarResult {
  readonly violations: readonly Violation[];
  /** What the stream was a case for. */
  readonly exercised: ReadonlySet<Check>;
  /** Events that the contract does not have. */
  readonly unlisted: readonly Unlisted[];
}

/** Runs the automaton over a stream: one machine for the response, each item, part, summary, value and tool. */
export const grammar: StreamAnalyser<GrammarResult> = {
  name: 'grammar',
  start(dialect, exchange) {
    const walk = startWalk(dialect, exchange);
    return {
      event: (event) => take(walk, event),
      end: () => {
        checkEnd(walk);
        return {
          violations: walk.recorder.violations(),
          exercised: walk.recorder.exercised,
          unlisted: walk.unlisted,
        };
      },
    };
  },
};

function take(walk: Walk, event: StreamEvent): void {
  walk.recorder.next(event);
  if (event.done) {
    stepResponse(walk, event, 'sentinel');
    walk.sentinels += 1;
    return;
  }
  checkLines(walk, event);
  checkData(walk, event);
  if (event.data === null) {
    walk.sequenceUnsure = true;
    return;
  }
  checkSequence(walk, event, event.data);
  const row = knownEvent(event.type);
  if (row === undefined) {
    takeUnlisted(walk, event.type, event.data, event.index);
    if (walk.dialect.wire.extensionPrefix && event.type !== '') checkPrefix(walk, event);
    if (walk.state === 'ended' || walk.state === 'closed') stepResponse(walk, event, 'unlisted');
    return;
  }
  walk.lastType = event.type;
  if (walk.padding !== 'none') checkPadding(walk, event, event.data);
  const { role } = row;
  if (role.on === 'text' && role.symbol === 'delta' && takeNextDelta(walk, role.family, event.data)) return;
  checkSchema(walk, row, event.data);
  takeKnown(walk, event, event.data, row);
}

function takeKnown(
  walk: Walk,
  event: StreamEvent,
  data: JsonObject,
  row: NonNullable<ReturnType<typeof knownEvent>>,
): void {
  const { role } = row;
  if (role.on === 'response') {
    const first = role.symbol === 'terminal' && walk.terminal === null;
    takeLifecycle(walk, event, data, role.symbol);
    if (first) checkFinalOutput(walk, event.type, responseIn(data));
    return;
  }
  if (role.on === 'error') {
    takeError(walk, event, data);
    return;
  }
  if (role.on === 'note') {
    if (walk.terminal !== null) stepResponse(walk, event, 'note');
    return;
  }
  stepResponse(walk, event, 'body');
  checkIdentity(walk, row, data);
  if (role.on === 'item') {
    if (role.symbol === 'added') takeItemAdded(walk, event, data);
    else takeItemDone(walk, event, data);
    return;
  }
  const item = itemOf(walk, row, data);
  if (item === null) return;
  if (role.on === 'part') takePart(walk, event, item, data, role);
  else if (role.on === 'text') takeText(walk, event, item, data, role);
  else if (role.on === 'annotation') takeAnnotation(walk, event, item, data);
  else if (role.on === 'progress') takeProgress(walk, event, item, data, role);
}
