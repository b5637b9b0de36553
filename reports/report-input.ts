import type { Results } from '../suites/engine/results.js';
import type { Exchange } from '../targets/exchange.js';

/** What every form of report is made from. */
export interface ReportInput {
  readonly results: Results;
  /** The exchanges that findings cite, by id; read from the transcript once for all reports. */
  readonly cited: ReadonlyMap<string, Exchange>;
  /** Walks all exchanges once more, e.g. to export them. */
  readonly transcript: () => AsyncIterable<Exchange>;
  /** The folder that holds the results. */
  readonly output: string;
}

/** Findings of one rule that are shown with their exchange; the rest is counted. */
export const shownFindingsOfRule = 3;

/** Ids of the exchanges that reports show: those of the first findings of each violated rule. */
export function citedExchanges(results: Results): ReadonlySet<string> {
  return new Set(
    results.rules.flatMap(({ findings }) =>
      findings.slice(0, shownFindingsOfRule).map(({ exchange }) => exchange),
    ),
  );
}
