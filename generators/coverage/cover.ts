/** A candidate and the branches it takes. */
export interface Candidate<T> {
  readonly value: T;
  readonly branches: ReadonlySet<string>;
  /** What it costs to send; 1 where absent. */
  readonly cost?: number;
}

/** A chosen candidate and the branches that none chosen before it takes. */
export interface Chosen<T> extends Candidate<T> {
  readonly adds: ReadonlySet<string>;
}

/**
 * Picks few, cheap candidates that together take all branches that any of them takes: always the one that adds most for
 * its cost. Candidates that come first win ties, so the same candidates give the same choice.
 */
export function cover<T>(
  candidates: readonly Candidate<T>[],
  wanted: ReadonlySet<string>,
  most: number,
): readonly Chosen<T>[] {
  const open = new Set(wanted);
  const chosen: Chosen<T>[] = [];
  // What a candidate adds only ever falls: a bound from an earlier round still holds, and most need no recount.
  let queue = candidates.map((candidate) => ({
    candidate,
    bound: worth(candidate.branches.size, candidate),
  }));
  while (open.size > 0 && chosen.length < most) {
    let best: { readonly candidate: Candidate<T>; readonly gain: number } | null = null;
    for (const entry of queue) {
      if (best !== null && entry.bound <= best.gain) continue;
      entry.bound = worth(added(entry.candidate, open).length, entry.candidate);
      if (entry.bound > (best?.gain ?? 0)) best = { candidate: entry.candidate, gain: entry.bound };
    }
    if (best === null) break;
    const { candidate } = best;
    chosen.push({ ...candidate, adds: new Set(added(candidate, open)) });
    for (const branch of candidate.branches) open.delete(branch);
    queue = queue.filter((entry) => entry.candidate !== candidate && entry.bound > 0);
  }
  return chosen;
}

function worth<T>(branches: number, { cost = 1 }: Candidate<T>): number {
  return branches / cost;
}

function added<T>(candidate: Candidate<T>, open: ReadonlySet<string>): readonly string[] {
  return [...candidate.branches].filter((branch) => open.has(branch));
}

/** Leaves out, dearest first, what the others have made superfluous: a choice by the best next step is not the best choice. */
export function withoutSuperfluous<T>(
  chosen: readonly Candidate<T>[],
  wanted: ReadonlySet<string>,
): readonly Candidate<T>[] {
  const times = new Map<string, number>();
  const wantedOf = ({ branches }: Candidate<T>) => [...branches].filter((branch) => wanted.has(branch));
  for (const branch of chosen.flatMap(wantedOf)) times.set(branch, (times.get(branch) ?? 0) + 1);
  const left = new Set<Candidate<T>>();
  for (const candidate of chosen.toSorted((one, other) => (other.cost ?? 1) - (one.cost ?? 1))) {
    const own = wantedOf(candidate);
    if (!own.every((branch) => (times.get(branch) ?? 0) > 1)) continue;
    for (const branch of own) times.set(branch, (times.get(branch) ?? 0) - 1);
    left.add(candidate);
  }
  return chosen.filter((candidate) => !left.has(candidate));
}
