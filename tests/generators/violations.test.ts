import { describe, expect, test } from 'vitest';
import { crossFieldViolations } from '../../generators/violations/cross-fields.js';
import {
  commonEncodings,
  type EncodedViolation,
  oversized,
  rareEncodings,
  truncated,
} from '../../generators/violations/encodings.js';
import { dialectNames } from '../../schemas/dialect.js';
import { isObject } from '../../schemas/json.js';
import { validators } from '../../schemas/validators.js';

const plain = { model: 'reference', input: 'Hello' };
const existing = { prompt: 'Hello', response: 'resp_1', conversation: 'conv_1' };

/** What a strict reader makes of a body. */
function read({ body }: EncodedViolation): unknown {
  const text =
    typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  return JSON.parse(text);
}

describe('faulty encodings', () => {
  const all = [truncated(plain), ...commonEncodings(plain), ...rareEncodings(plain)];

  test.each(all.map((entry) => [entry.violation.expectation, entry] as const))('%s', (_, entry) => {
    const { keyword, level } = entry.violation;
    switch (keyword) {
      case 'type':
        expect(isObject(read(entry) as never)).toBe(false);
        break;
      case 'content-type':
        expect(entry.contentType).not.toBe('application/json');
        expect(read(entry)).toEqual(plain);
        break;
      // JSON, about which JSON itself leaves open what to make of it.
      case 'duplicate-keys':
      case 'lone-surrogate':
      case 'too-deep':
        expect(read(entry)).toMatchObject(plain);
        expect(level).toBe('SHOULD');
        break;
      default:
        expect(() => read(entry)).toThrow();
    }
  });

  test('a very large body is only wrong in its size', () => {
    const { input } = read(oversized(plain)) as { readonly input: string };
    expect(input.length).toBe(10_485_761);
  });
});

describe.each(dialectNames)('forbidden combinations of %s', (dialect) => {
  const validate = validators(dialect).root('CreateResponse');
  const own = crossFieldViolations.filter(({ dialects }) => dialects.includes(dialect));

  test.each(own.map((entry) => [entry.name, entry] as const))(
    '%s: each member is right by itself',
    (_, { body }) => {
      const made = body(existing);
      expect(made).not.toBeNull();
      expect(validate({ model: 'reference', ...made })).toEqual([]);
    },
  );

  test('are not made where what they refer to is missing', () => {
    const left = own.filter(({ body }) => body({ ...existing, response: null, conversation: null }) === null);
    expect(left.every(({ needs }) => needs.includes('conversations'))).toBe(true);
  });
});
