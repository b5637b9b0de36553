import { dialect as dialectData } from '../../schemas/dialects.js';
import { isObject, type JsonObject } from '../../schemas/json.js';
import { once } from '../../schemas/once.js';
import type { SchemaViolation } from '../../schemas/validator.js';
import { validators } from '../../schemas/validators.js';
import type { Exchange } from '../../targets/exchange.js';
import type { Located } from './located.js';
import { isSuccess } from './status.js';
import { type StreamAnalyser, type StreamEvent, streamEvent } from './stream-event.js';
import { type StreamSummary, startSummary } from './stream-summary.js';
import {
  answerHeader,
  asksForStream,
  bearsResponse,
  type ExchangeView,
  errorObject,
  outputItems,
  type TargetFacts,
} from './view.js';

/** A view and the switch that tells it what the walk over the stream has found. */
export interface Examination {
  readonly view: ExchangeView;
  /** Called once, after the walk and before exchange and group rules judge. */
  readonly walked: (summary: StreamSummary, analyses: ReadonlyMap<string, unknown>) => void;
}

/** Prepares an exchange for judging. Until `walked` is called, whoever asks for what a stream holds gets an error. */
export function examine(exchange: Exchange, target: TargetFacts, live: boolean): Examination {
  const dialect = dialectData(exchange.dialect);
  const { answer } = exchange;
  const body = isObject(exchange.request.body) ? exchange.request.body : null;
  const status = answer?.status ?? 0;
  let walk: { readonly summary: StreamSummary; readonly analyses: ReadonlyMap<string, unknown> } | null =
    null;

  const afterWalk = () => {
    if (walk === null) throw new Error('a rule asked for the end of a stream before it was walked');
    return walk;
  };
  const hasStream = answer !== null && answer.stream !== null;
  const judged = new WeakMap<JsonObject, readonly SchemaViolation[]>();
  const responses = once((): readonly Located[] => {
    if (hasStream) return afterWalk().summary.responses;
    if (!isSuccess(status) || !bearsResponse(exchange) || !isObject(answer?.json)) return [];
    return [{ pointer: '', value: answer.json, event: null }];
  });
  const response = once((): Located | null => {
    if (hasStream) return afterWalk().summary.terminal?.response ?? null;
    return responses()[0] ?? null;
  });
  const items = once(() => outputItems(response()));
  const error = once((): Located | null => {
    if (answer === null || answer.status < 400) return null;
    const found = errorObject(answer.json);
    return found === null ? null : { ...found, event: null };
  });

  const view: ExchangeView = {
    exchange,
    dialect,
    target,
    live,
    answer,
    status,
    body,
    accepted: isSuccess(status),
    streamed: asksForStream(exchange),
    get responses() {
      return responses();
    },
    get response() {
      return response();
    },
    get items() {
      return items();
    },
    get error() {
      return error();
    },
    get stream() {
      return hasStream ? afterWalk().summary : null;
    },
    header: (name) => answerHeader(answer, name),
    analysis: <T>(analyser: StreamAnalyser<T>) => {
      if (!hasStream) return null;
      const found = afterWalk().analyses.get(analyser.name);
      return found === undefined ? analyseAlone(analyser, exchange, view) : (found as T);
    },
    // Many rules look at the same Response objects, each at its part of them: they are validated once.
    violations: (root, value) => {
      if (root !== 'Response' || !isObject(value)) return validators(exchange.dialect).root(root)(value);
      const found = judged.get(value) ?? validators(exchange.dialect).root(root)(value);
      judged.set(value, found);
      return found;
    },
    events: () => streamEvents(exchange),
  };
  return {
    view,
    walked: (summary, analyses) => {
      walk = { summary, analyses };
    },
  };
}

/** The events of an exchange's stream, parsed one by one; none where it has no stream. */
export function* streamEvents(exchange: Exchange): Iterable<StreamEvent> {
  let index = 0;
  for (const frame of exchange.answer?.stream?.frames ?? []) {
    yield streamEvent(frame, index);
    index += 1;
  }
}

/** A view of one exchange with its stream walked, for uses outside a run (capabilities, tests). */
export function viewOf(exchange: Exchange, target: TargetFacts, live: boolean): ExchangeView {
  const examination = examine(exchange, target, live);
  const summary = startSummary();
  for (const event of streamEvents(exchange)) summary.event(event);
  examination.walked(summary.end(), new Map());
  return examination.view;
}

function analyseAlone<T>(analyser: StreamAnalyser<T>, exchange: Exchange, view: ExchangeView): T {
  const running = analyser.start(view.dialect, view.exchange);
  for (const event of streamEvents(exchange)) running.event(event);
  return running.end();
}
