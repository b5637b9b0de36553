import type { Results } from '../suites/engine/results.js';
import type { Exchange } from '../targets/exchange.js';
import { startReferences } from './replay-file.js';
import { citedExchanges } from './report-input.js';

/** The exchanges that reports need in memory: those cited, and the steps that led to them. */
export interface Evidence {
  readonly exchanges: ReadonlyMap<string, Exchange>;
  /** The exchanges to send again to see what happened in this one, itself last. */
  readonly stepsTo: (exchange: string) => readonly Exchange[];
}

/** Reads the transcript twice: once for who refers to whom, once to keep what is needed. */
export async function gatherEvidence(
  results: Results,
  transcript: () => AsyncIterable<Exchange>,
): Promise<Evidence> {
  const cited = citedExchanges(results);
  const exchanges = new Map<string, Exchange>();
  if (cited.size === 0) return { exchanges, stepsTo: () => [] };
  const references = startReferences();
  for await (const exchange of transcript()) references.take(exchange);
  const wanted = new Set([...cited].flatMap((id) => references.stepsTo(id)));
  for await (const exchange of transcript())
    if (wanted.has(exchange.id)) exchanges.set(exchange.id, exchange);
  return {
    exchanges,
    stepsTo: (id) => references.stepsTo(id).flatMap((step) => exchanges.get(step) ?? []),
  };
}
