import { isObject, type JsonValue } from '../../schemas/json.js';
import type { Oddity } from '../defects/defect.js';

/** Legal variations that break careless checkers; their names are those of the collection of real defects. */
export const controlOddities: readonly Oddity[] = [
  {
    name: 'ctl-extra-json-members',
    permitted: 'unknown members in JSON answers, at every depth: a server may be a proper superset',
    change: { json: withExtraMembers },
  },
  {
    name: 'ctl-extra-headers',
    permitted: 'unknown response headers, repeated ones too',
    change: {
      answer: (answer) => ({
        ...answer,
        headers: [
          ...answer.headers,
          ['x-vendor-trace', 'a'],
          ['x-vendor-trace', 'b'],
          ['server', 'vendor/1.0'],
        ],
      }),
    },
  },
];

function withExtraMembers(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withExtraMembers);
  if (!isObject(value)) return value;
  // Maps that the client wrote itself come back as they were sent.
  const own = new Set(['metadata', 'attributes', 'schema', 'parameters', 'variables', 'structured_inputs']);
  const inside = Object.entries(value).map(([name, member]) => [
    name,
    member === undefined || own.has(name) ? member : withExtraMembers(member),
  ]);
  return { ...Object.fromEntries(inside), vendor_note: { seen: true } };
}
