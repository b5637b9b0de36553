/** Everything a command may touch of the process that runs it, so that tests can stand in for it. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly columns: number;
  readonly color: boolean;
  /** Whether someone watches: progress is shown only then. */
  readonly interactive: boolean;
  readonly environment: { readonly [name: string]: string | undefined };
  /** The current folder, which relative paths start from. */
  readonly folder: string;
  /** Aborted when the user interrupts. */
  readonly interrupted: AbortSignal;
}

/** The terminal of this process. Colour follows NO_COLOR, FORCE_COLOR and whether stdout is a terminal. */
export function processTerminal(environment: Terminal['environment'], interrupted: AbortSignal): Terminal {
  const { stdout, stderr } = process;
  const forced = environment['FORCE_COLOR'];
  const color =
    (environment['NO_COLOR'] ?? '') === '' &&
    (forced === undefined ? stdout.isTTY === true && environment['TERM'] !== 'dumb' : forced !== '0');
  return {
    out: (text) => stdout.write(text),
    err: (text) => stderr.write(text),
    columns: Math.max(60, Math.min(stdout.columns ?? 80, 160)),
    color,
    interactive: stderr.isTTY === true && environment['CI'] === undefined,
    environment,
    folder: process.cwd(),
    interrupted,
  };
}
