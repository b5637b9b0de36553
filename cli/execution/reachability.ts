import type { Exchange } from '../../targets/exchange.js';

/** Watches the first exchanges of a run for a target that is not there or lets nobody in. */
export interface Reachability {
  /** Takes an exchange; gives the problem as soon as there can be no doubt, else null. */
  readonly take: (exchange: Exchange) => string | null;
  /** The problem at the end of the run: nothing was answered, or nothing was accepted. */
  readonly problem: () => string | null;
}

/** Exchanges in a row that must go wrong before the run is given up. */
const enough = 3;

/** Starts watching. One answer, or one accepted request, and the target counts as there. */
export function watchReachability(baseUrl: string): Reachability {
  let answered = 0;
  let accepted = 0;
  let unanswered = 0;
  let refused = 0;
  let detail = '';
  let status = 0;

  const problem = (least: number): string | null => {
    if (answered === 0 && unanswered >= least) {
      return `${baseUrl} does not answer (${detail}): is it running, and is --base-url right?`;
    }
    if (accepted === 0 && refused >= least && refused === answered) {
      return `${baseUrl} refuses the credentials (${status}): set RESPONSES_API_KEY, or name another variable with --api-key-env`;
    }
    return null;
  };
  return {
    take: ({ answer, noAnswer, intent }) => {
      // A key in another header than the configured one may be refused for that.
      if (intent.user !== 'first' || intent.keyForm !== undefined) return null;
      if (answer === null) {
        if (noAnswer?.reason === 'aborted') return null;
        unanswered += 1;
        detail = noAnswer?.detail ?? 'unknown';
      } else {
        answered += 1;
        if (answer.status === 401 || answer.status === 403) {
          refused += 1;
          status = answer.status;
        } else if (answer.status < 300) accepted += 1;
      }
      return problem(enough);
    },
    problem: () => problem(1),
  };
}
