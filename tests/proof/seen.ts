import type { Exchange } from '../../targets/exchange.js';
import { prove, type Subject } from './subject.js';

/**
 * What a run of the whole suite against this server sees, in the order of the ids: which answer comes first is a matter of
 * timing, which request is which is not.
 */
export async function exchangesOf(subject: Subject): Promise<readonly Exchange[]> {
  const exchanges: Exchange[] = [];
  await prove(subject, { onExchange: (exchange) => void exchanges.push(exchange) });
  return exchanges.toSorted((left, right) => (left.id < right.id ? -1 : 1));
}
