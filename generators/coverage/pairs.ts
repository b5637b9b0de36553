import type { JsonObject } from '../../schemas/json.js';

/** One parameter, or a few that only make sense together, with its settings: the members that each puts into a body. */
export type Parameter = readonly JsonObject[];

/** Whether a body, of which some members may be undecided yet, cannot be sent. */
export type Excluded = (body: JsonObject) => boolean;

/** Which setting (by its place) each parameter has; undecided where absent. */
type Row = readonly (number | undefined)[];

/**
 * Few bodies in which every setting of every parameter meets every setting of every other: a covering array of strength
 * two, built greedily, so that the same parameters give the same rows. `excluded` says which bodies cannot be sent.
 */
export function pairwise(
  parameters: readonly Parameter[],
  excluded: Excluded = () => false,
): readonly JsonObject[] {
  const open = new Set(allPairs(parameters));
  const rows: JsonObject[] = [];
  for (const pair of [...open]) {
    if (!open.has(pair)) continue;
    const row = completed(startOf(pair, parameters), parameters, open, excluded);
    // A pair that cannot be sent at all is no gap.
    if (row === null) {
      open.delete(pair);
      continue;
    }
    for (const met of pairsIn(row)) open.delete(met);
    rows.push(bodyOf(row, parameters));
  }
  return rows;
}

function completed(
  start: Row,
  parameters: readonly Parameter[],
  open: ReadonlySet<string>,
  excluded: Excluded,
): Row | null {
  if (excluded(bodyOf(start, parameters))) return null;
  let row = start;
  for (const [index, settings] of parameters.entries()) {
    if (row[index] !== undefined) continue;
    let best: { readonly row: Row; readonly gain: number } | null = null;
    for (const place of settings.keys()) {
      const candidate = row.with(index, place);
      if (excluded(bodyOf(candidate, parameters))) continue;
      const gain = pairsIn(candidate).filter((pair) => open.has(pair)).length;
      if (gain > (best?.gain ?? -1)) best = { row: candidate, gain };
    }
    if (best === null) return null;
    row = best.row;
  }
  return row;
}

function allPairs(parameters: readonly Parameter[]): readonly string[] {
  return parameters.flatMap((left, first) =>
    parameters
      .slice(first + 1)
      .flatMap((right, beyond) =>
        [...left.keys()].flatMap((one) =>
          [...right.keys()].map((other) => pairName(first, one, first + 1 + beyond, other)),
        ),
      ),
  );
}

function pairsIn(row: Row): readonly string[] {
  return row.flatMap((one, first) =>
    row
      .slice(first + 1)
      .flatMap((other, beyond) =>
        one === undefined || other === undefined ? [] : [pairName(first, one, first + 1 + beyond, other)],
      ),
  );
}

function pairName(first: number, one: number, second: number, other: number): string {
  return `${first}=${one} ${second}=${other}`;
}

function startOf(pair: string, parameters: readonly Parameter[]): Row {
  const decided = new Map(
    pair.split(' ').map((part) => {
      const [index = '', place = ''] = part.split('=');
      return [Number(index), Number(place)] as const;
    }),
  );
  return parameters.map((_, index) => decided.get(index));
}

function bodyOf(row: Row, parameters: readonly Parameter[]): JsonObject {
  return Object.assign(
    {},
    ...parameters.map((settings, index) => {
      const place = row[index];
      return place === undefined ? {} : settings[place];
    }),
  ) as JsonObject;
}
