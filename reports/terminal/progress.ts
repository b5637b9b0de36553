import { oneLine } from '../inert-text.js';

/** How far a run has come. */
interface ProgressState {
  readonly target: string;
  readonly area: string;
  readonly sent: number;
  readonly planned: number;
  readonly tokens: number;
}

/** A line that is written over and over while a run goes on. */
export interface ProgressLine {
  readonly show: (state: ProgressState) => void;
  /** Takes the line away before something else is written. */
  readonly clear: () => void;
}

/** Milliseconds between two redraws. */
const pause = 100;

/** Starts a progress line. `write` goes to a terminal; where nobody watches, use `silentProgress`. */
export function progressLine(
  write: (text: string) => void,
  columns: number,
  now: () => number,
): ProgressLine {
  let shownAt = Number.NEGATIVE_INFINITY;
  let shown = false;
  return {
    show: ({ target, area, sent, planned, tokens }) => {
      if (now() - shownAt < pause) return;
      shownAt = now();
      shown = true;
      const text = `${target}: ${area}, ${sent} of at most ${Math.max(planned, sent)} requests, ${tokens} tokens`;
      write(`\r\u001b[2K${oneLine(text, columns - 1)}`);
    },
    clear: () => {
      if (shown) write('\r\u001b[2K');
      shown = false;
    },
  };
}

/** Shows nothing; for logs and CI. */
export const silentProgress: ProgressLine = { show: () => {}, clear: () => {} };
