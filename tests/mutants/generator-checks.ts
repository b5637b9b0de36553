import fc from 'fast-check';
import { arbitraryOf } from '../../generators/schema/arbitrary.js';
import { conformantStream } from '../../generators/streams/conformant.js';
import { streamViolations, violate } from '../../generators/streams/violations/index.js';
import { writeStream } from '../../generators/streams/writing.js';
import {
  commonEncodings,
  oversized,
  rareEncodings,
  truncated,
} from '../../generators/violations/encodings.js';
import { bundledSchema } from '../../schemas/compose.js';
import { dialectNames } from '../../schemas/dialect.js';
import type { RootName } from '../../schemas/validator.js';
import { digestOf, generatedLists } from '../generators/lists.js';
import type { Check } from './prepared.js';

const roots: readonly RootName[] = ['OutputItem', 'StreamEvent', 'Response'];
const plain = { model: 'reference', input: 'Hello' };

/** What generators make of a seed stays what it was: the tests show of the same lists that they are right. */
export function generatorChecks(): readonly Check[] {
  return [
    same('faulty encodings', () =>
      [truncated(plain), ...commonEncodings(plain), ...rareEncodings(plain), oversized(plain)].map(
        ({ body, ...rest }) => ({ ...rest, body: Buffer.from(body).toString('base64') }),
      ),
    ),
    same('conformant streams', () =>
      fc
        .sample(conformantStream(), { numRuns: 300, seed: 6 })
        .map((stream) => ({ ...stream, bytes: bytesOf(writeStream(stream)) })),
    ),
    ...streamViolations.map((violation) =>
      same(`broken streams: ${violation.kind}`, () =>
        fc
          .sample(conformantStream(), { numRuns: 30, seed: 7 })
          .map((stream, index) => violate(stream, violation, index))
          .map((broken) => (broken === null ? null : { ...broken, bytes: bytesOf(broken) })),
      ),
    ),
    ...dialectNames.flatMap((dialect) => [
      ...roots.map((root) =>
        same(`${root} of ${dialect}`, () =>
          fc.sample(arbitraryOf(bundledSchema(dialect, root) as never), { numRuns: 60, seed: 1 }),
        ),
      ),
      ...Object.entries(generatedLists(dialect)).map(([list, make]) => same(`${list} of ${dialect}`, make)),
    ]),
  ];
}

function same(name: string, make: () => unknown): Check {
  const before = digestOf(make());
  return { name, run: () => (digestOf(make()) === before ? null : `other ${name} are made`) };
}

function bytesOf({ chunks }: { readonly chunks: readonly Uint8Array[] }): readonly string[] {
  return chunks.map((chunk) => Buffer.from(chunk).toString('base64'));
}
