import type { Dialect } from '../../schemas/dialect.js';
import type { JsonObject } from '../../schemas/json.js';
import type { Exchange, Frame } from '../../targets/exchange.js';
import { jsonExcess } from '../../targets/json-body.js';
import { defaultLimits } from '../../targets/limits.js';

/** One server-sent event with its parsed data. */
export interface StreamEvent {
  readonly index: number;
  readonly frame: Frame;
  /** `data.type`, or the empty string where there is none. */
  readonly type: string;
  /** The data where it is a JSON object. */
  readonly data: JsonObject | null;
  /** Whether it is the `[DONE]` sentinel. */
  readonly done: boolean;
  /** Why the data is not a JSON object, in the parser's words. */
  readonly problem: string | null;
}

/** Parses the data of one frame. */
export function streamEvent(frame: Frame, index: number): StreamEvent {
  const { data } = frame;
  if (data.trim() === '[DONE]') return { index, frame, type: '', data: null, done: true, problem: null };
  // A text shorter than the limit cannot be nested deeper than it.
  const excess = data.length > defaultLimits.maxJsonDepth ? jsonExcess(data, defaultLimits) : null;
  if (excess !== null) {
    return { index, frame, type: '', data: null, done: false, problem: `the data is ${excess}` };
  }
  try {
    const parsed: unknown = JSON.parse(data);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
      return {
        index,
        frame,
        type: '',
        data: null,
        done: false,
        problem: 'the data is JSON but not an object',
      };
    }
    const value = parsed as JsonObject;
    const type = typeof value['type'] === 'string' ? value['type'] : '';
    return { index, frame, type, data: value, done: false, problem: null };
  } catch (error) {
    return { index, frame, type: '', data: null, done: false, problem: (error as Error).message };
  }
}

/** Facts of a stream that several rules need are gathered once, in the same walk that judges it. */
export interface StreamAnalyser<T> {
  readonly name: string;
  readonly start: (
    dialect: Dialect,
    exchange: Exchange,
  ) => {
    readonly event: (event: StreamEvent) => void;
    readonly end: () => T;
  };
}
