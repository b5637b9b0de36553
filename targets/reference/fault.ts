import type { Header } from '../transport.js';

/** Where on its way through the server a request was refused. */
export type FaultStage = 'authenticate' | 'route' | 'read' | 'validate' | 'state' | 'capacity' | 'internal';

/** A refusal, before it is put into a dialect's envelope. */
export interface Fault {
  readonly stage: FaultStage;
  readonly status: number;
  readonly type: string;
  readonly code: string | null;
  /** The offending member as a path, e.g. `tools[0].name`. */
  readonly param: string | null;
  readonly message: string;
  readonly headers?: readonly Header[];
  /** Every single place where a schema was violated; the fault itself is the first. */
  readonly details?: readonly FaultDetail[];
}

/** One of the things that are wrong with a request. */
interface FaultDetail {
  readonly code: string | null;
  readonly param: string | null;
  readonly message: string;
}

/** The request is at fault: 400 unless said otherwise. */
export function invalid(
  param: string | null,
  message: string,
  more: { readonly code?: string | null; readonly stage?: FaultStage; readonly status?: number } = {},
): Fault {
  return {
    stage: more.stage ?? 'validate',
    status: more.status ?? 400,
    type: 'invalid_request_error',
    code: more.code === undefined ? 'invalid_value' : more.code,
    param,
    message,
  };
}

/** Nothing is known under that id: 404. */
export function notFound(what: string, id: string, param: string): Fault {
  return {
    stage: 'state',
    status: 404,
    type: 'invalid_request_error',
    code: null,
    param,
    message: `${what} with id '${id}' not found.`,
  };
}

/** Too many requests: 429, with the seconds to wait. */
export function throttled(seconds: number): Fault {
  return {
    stage: 'capacity',
    status: 429,
    type: 'too_many_requests',
    code: 'rate_limit_exceeded',
    param: null,
    message: `Rate limit reached. Try again in ${seconds} s.`,
    headers: [['retry-after', String(seconds)]],
  };
}
