import type { JsonObject, JsonValue } from '../../schemas/json.js';

/** A part of a request, and the branches for whose sake it is sent. */
export interface Part {
  readonly body: JsonObject;
  readonly adds: ReadonlySet<string>;
}

/** How much may travel together. */
export interface Room {
  /** Members of one request: few enough to see which of them a refusal is about. */
  readonly members: number;
  /** Entries of one list. */
  readonly entries: number;
  /** Characters of one request: about what it costs in tokens, four times. */
  readonly characters: number;
}

/** What is packed with: which branches a body takes once it is made acceptable; null where it cannot be. */
export type BranchesOf = (body: JsonObject) => ReadonlySet<string> | null;

/**
 * Puts parts together into few bodies: different members side by side, entries of the same list one behind the other.
 * Parts that lose in company what they are sent for are sent alone.
 */
export function pack(parts: readonly Part[], room: Room, branchesOf: BranchesOf): readonly JsonObject[] {
  const bins = filled(parts, room);
  const kept = bins.map((bin) => ({ bin, branches: branchesOf(bin.body) }));
  const lonely = kept.flatMap(({ bin, branches }) =>
    bin.parts.filter(({ adds }) => branches === null || ![...adds].every((branch) => branches.has(branch))),
  );
  return [
    ...kept.flatMap(({ bin, branches }) => (branches === null ? [] : [bin.body])),
    ...lonely.map(({ body }) => body),
  ];
}

interface Bin {
  readonly body: JsonObject;
  readonly size: number;
  readonly parts: readonly Part[];
}

function filled(parts: readonly Part[], room: Room): readonly Bin[] {
  const bins: Bin[] = [];
  for (const part of parts) {
    const size = JSON.stringify(part.body).length;
    const index = bins.findIndex(
      (bin) => bin.size + size <= room.characters && goTogether(bin.body, part.body, room),
    );
    const bin = bins[index];
    if (bin === undefined) bins.push({ body: part.body, size, parts: [part] });
    else
      bins[index] = { body: joined(bin.body, part.body), size: bin.size + size, parts: [...bin.parts, part] };
  }
  return bins;
}

function goTogether(left: JsonObject, right: JsonObject, room: Room): boolean {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  if (names.size > room.members) return false;
  return Object.keys(right).every((name) => {
    const one = left[name];
    const other = right[name];
    if (one === undefined) return true;
    return isOpenList(one) && isOpenList(other) && one.length + other.length <= room.entries;
  });
}

function joined(left: JsonObject, right: JsonObject): JsonObject {
  const lists = Object.keys(right).flatMap((name): [string, JsonValue][] => {
    const one = left[name];
    const other = right[name];
    return isOpenList(one) && isOpenList(other) ? [[name, [...one, ...other]]] : [];
  });
  return { ...left, ...right, ...Object.fromEntries(lists) };
}

// An empty list is sent because it is empty.
function isOpenList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value) && value.length > 0;
}
