import type { Fact } from './facts.js';

/** One point in which our schema says something else than a published one. */
export interface Difference {
  /** Published component and member, or the root, e.g. `FunctionTool/strict`. */
  readonly where: string;
  readonly kind:
    | 'types'
    | 'values'
    | 'required'
    | 'optional'
    | 'missing'
    | 'added'
    | 'bounds'
    | 'cases'
    | 'closed';
  readonly published: string;
  readonly ours: string;
}

/** Where the two sides look up what a reference names. */
export interface Sides {
  readonly published: (fact: Fact) => { readonly name: string | null; readonly fact: Fact };
  readonly ours: (fact: Fact) => { readonly name: string | null; readonly fact: Fact };
}

export interface Comparison {
  readonly differences: Difference[];
  /** Published components reached. */
  readonly components: Set<string>;
}

/** Walks a published schema and ours side by side and gives every difference below them. */
export function compare(published: Fact, ours: Fact, root: string, sides: Sides, result: Comparison): void {
  const seen = new Set<string>();
  const report = (where: string, kind: Difference['kind'], theirs: string, own: string) =>
    result.differences.push({ where, kind, published: theirs, ours: own });

  const walk = (theirs: Fact, own: Fact, where: string): void => {
    const left = sides.published(theirs);
    const right = sides.ours(own);
    let place = where;
    if (left.name !== null) {
      result.components.add(left.name);
      place = left.name;
      const pair = `${left.name} ${right.name ?? where}`;
      if (seen.has(pair)) return;
      seen.add(pair);
    }
    compareValue(left.fact, right.fact, place);
  };

  const compareValue = (left: Fact, right: Fact, place: string): void => {
    if (left.types && right.types) compareLists(left.types, right.types, place, 'types');
    else if (left.types || right.types) report(place, 'types', text(left.types), text(right.types));
    if (left.values || right.values) compareLists(left.values, right.values, place, 'values');
    compareBounds(left, right, place);
    if (left.closed !== right.closed)
      report(place, 'closed', String(left.closed ?? false), String(right.closed ?? false));
    if (left.items && right.items) walk(left.items, right.items, `${place}/items`);
    if (left.map && right.map) walk(left.map, right.map, `${place}/map`);
    else if (left.map || right.map)
      report(`${place}/map`, left.map ? 'missing' : 'added', text(left.map?.types), text(right.map?.types));
    const tag = left.cases === undefined ? left.properties?.['type'] : undefined;
    const [only] = tag === undefined ? [] : (sides.published(tag).fact.values ?? []);
    if (right.cases && only !== undefined) {
      // Published as one kind, ours a union that has it: the other kinds are what differs.
      const { types: _types, properties: _properties, required: _required, ...rest } = left;
      compareCases({ ...rest, cases: { [only]: left } }, right, place);
      return;
    }
    compareCases(left, right, place);
    if (left.properties || right.properties) compareMembers(left, right, place);
  };

  const compareLists = (
    left: readonly string[] | undefined,
    right: readonly string[] | undefined,
    place: string,
    kind: 'types' | 'values',
  ) => {
    if (text(left) !== text(right)) report(place, kind, text(left), text(right));
  };

  const compareBounds = (left: Fact, right: Fact, place: string) => {
    const keywords = new Set([...Object.keys(left.bounds ?? {}), ...Object.keys(right.bounds ?? {})]);
    for (const keyword of keywords) {
      const [theirs, own] = [left.bounds?.[keyword], right.bounds?.[keyword]];
      if (theirs !== own) report(`${place} ${keyword}`, 'bounds', String(theirs ?? ''), String(own ?? ''));
    }
  };

  const compareCases = (left: Fact, right: Fact, place: string) => {
    for (const [tag, fact] of Object.entries(left.cases ?? {})) {
      const own = right.cases?.[tag];
      if (own === undefined) report(`${place} ${tag}`, 'cases', 'present', 'absent');
      else walk(fact, own, `${place}<${tag}>`);
    }
    for (const tag of Object.keys(right.cases ?? {})) {
      if (left.cases?.[tag] === undefined) report(`${place} ${tag}`, 'cases', 'absent', 'present');
    }
  };

  const compareMembers = (left: Fact, right: Fact, place: string) => {
    const names = new Set([
      ...Object.keys(left.properties ?? {}),
      ...(left.required ?? []),
      ...Object.keys(right.properties ?? {}),
    ]);
    for (const name of names) {
      const theirs = left.properties?.[name];
      const own = right.properties?.[name];
      const where = `${place}/${name}`;
      const [needed, needs] = [
        left.required?.includes(name) ?? false,
        right.required?.includes(name) ?? false,
      ];
      if (own === undefined) report(where, 'missing', needed ? 'required' : 'optional', '');
      else if (theirs === undefined && !needed) report(where, 'added', '', needs ? 'required' : 'optional');
      else {
        if (needed && !needs) report(where, 'optional', 'required', 'optional');
        if (!needed && needs) report(where, 'required', 'optional', 'required');
        if (theirs !== undefined) walk(theirs, own, where);
      }
    }
  };

  walk(published, ours, root);
}

function text(list: readonly string[] | undefined): string {
  return [...(list ?? [])].sort().join(' ');
}
