/** How long and how much the client takes before it calls an answer hostile or dead. */
export interface Limits {
  /** Until the connection stands. */
  readonly connectMs: number;
  /** From sending to the headers. */
  readonly firstByteMs: number;
  /** Between two pieces of the body. */
  readonly idleMs: number;
  /** From sending to the end of the body, however busy it is. */
  readonly totalMs: number;
  /** Decoded bytes of one body, so that a compression bomb counts for what it becomes. */
  readonly maxBodyBytes: number;
  /** Characters of one server-sent event: an endless line or an event that never ends stops here. */
  readonly maxEventLength: number;
  /** Nesting of a JSON body. */
  readonly maxJsonDepth: number;
  /** Values in a JSON body: 64 MiB of `[[],[],…` would take more than a gigabyte once parsed. */
  readonly maxJsonValues: number;
}

const mebibyte = 1024 * 1024;

export const defaultLimits: Limits = {
  connectMs: 10_000,
  firstByteMs: 30_000,
  idleMs: 30_000,
  totalMs: 300_000,
  maxBodyBytes: 64 * mebibyte,
  maxEventLength: 8 * mebibyte,
  maxJsonDepth: 512,
  maxJsonValues: 2_000_000,
};

/** The limits that follow from the idle time and body size a user may set. */
export function limitsOf(settings: { readonly timeoutMs?: number; readonly maxBodyBytes?: number }): Limits {
  const idleMs = settings.timeoutMs ?? defaultLimits.idleMs;
  const maxBodyBytes = settings.maxBodyBytes ?? defaultLimits.maxBodyBytes;
  return {
    ...defaultLimits,
    connectMs: Math.min(defaultLimits.connectMs, idleMs),
    firstByteMs: idleMs,
    idleMs,
    totalMs: idleMs * 10,
    maxBodyBytes,
    maxEventLength: Math.min(defaultLimits.maxEventLength, maxBodyBytes),
  };
}

/** Limits for a target whose last answers all ran into them: it is not worth the whole time and size again. */
export function tightened(limits: Limits): Limits {
  const ms = Math.ceil(limits.idleMs / 3);
  const maxBodyBytes = Math.ceil(limits.maxBodyBytes / 8);
  return {
    ...limits,
    firstByteMs: Math.min(limits.firstByteMs, ms),
    idleMs: ms,
    totalMs: ms,
    maxBodyBytes,
    maxEventLength: Math.min(limits.maxEventLength, maxBodyBytes),
  };
}
