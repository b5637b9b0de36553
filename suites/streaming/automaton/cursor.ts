import type { Exchange } from '../../../targets/exchange.js';

/** The number behind which a stream is read again; null where it is read from its beginning. */
export function cursorOf({ operation, request }: Exchange): number | null {
  if (operation !== 'retrieve-response') return null;
  const found = request.query.find(([name]) => name === 'starting_after')?.[1];
  return found === undefined || !/^\d+$/.test(found) ? null : Number(found);
}
