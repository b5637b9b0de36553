import type { Terminal } from '../../cli/terminal.js';

/** A terminal that keeps what is written to it. */
export interface FakeTerminal extends Terminal {
  readonly said: () => { readonly out: string; readonly err: string };
}

/** Makes a terminal in a folder, with nothing in its environment but what is given. */
export function fakeTerminal(
  folder: string,
  environment: Terminal['environment'] = {},
  interrupted: AbortSignal = new AbortController().signal,
): FakeTerminal {
  const out: string[] = [];
  const err: string[] = [];
  return {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    columns: 80,
    color: false,
    interactive: false,
    environment,
    folder,
    interrupted,
    said: () => ({ out: out.join(''), err: err.join('') }),
  };
}
