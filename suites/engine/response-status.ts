const ranks: ReadonlyMap<string | null, number> = new Map([
  ['queued', 0],
  ['in_progress', 1],
  ['completed', 2],
  ['incomplete', 2],
  ['failed', 2],
  ['cancelled', 2],
]);

/** How far a response with this status is on its way: queued, in progress, ended; null for a status that is none. */
export function statusRank(status: string | null): number | null {
  return ranks.get(status) ?? null;
}

/** The rank of the statuses that a response never leaves. */
export const endedRank = 2;
