/** Hands out ids that are unique within a server and the same for the same seed and the same order of requests. */
export type NewId = (prefix: string) => string;

/** Mixes a number so that neighbours look unrelated (the finisher of MurmurHash3). */
function mixed(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

const hex = (value: number) => value.toString(16).padStart(8, '0');

/** Makes ids such as `msg_5c0f…`: the counter keeps them unique, the rest makes them look like a service's. */
export function createIds(seed: number): NewId {
  let counter = 0;
  return (prefix) => {
    counter += 1;
    const blocks = [1, 2, 3].map((block) => hex(mixed(seed * 31 + counter * 4 + block)));
    return `${prefix}_${blocks[0]}${hex(counter)}${blocks[1]}${blocks[2]}`;
  };
}

/** A number from 0 to 2³²-1 that depends on the text alone (FNV-1a). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mixed(hash);
}
