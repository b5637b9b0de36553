import { describe, expect, test } from 'vitest';
import { misfits, parsedJson } from './fits.js';

describe('fitting a schema that a request brought along', () => {
  const schema = {
    type: 'object',
    properties: { colour: { enum: ['red', 'blue'] }, next: { anyOf: [{ $ref: '#' }, { type: 'null' }] } },
    required: ['colour', 'next'],
    additionalProperties: false,
  };

  test('a value that fits has no misfits, however deep', () => {
    expect(misfits(schema, { colour: 'red', next: { colour: 'blue', next: null } })).toEqual([]);
  });

  test('a value that does not fit is told where', () => {
    expect(misfits(schema, { colour: 'red', next: { colour: 'green', next: null } })?.[0]).toMatchObject({
      pointer: '/next/colour',
      keyword: 'enum',
    });
  });

  test('a schema that is none judges nothing', () => {
    expect(misfits({ $ref: '#/$defs/absent' }, {})).toBeNull();
  });

  test('ids and drafts of schemas do not matter', () => {
    const $schema = 'http://json-schema.org/draft-07/schema#';
    const $id = 'https://json-schema.org/draft/2020-12/schema';
    expect(misfits({ $schema, $id, type: 'string' }, 'teal')).toEqual([]);
    expect(misfits({ $schema, $id, type: 'number' }, 'teal')).toMatchObject([{ keyword: 'type' }]);
  });

  test('formats and keywords of the caller’s own are no reason to fail', () => {
    expect(misfits({ type: 'string', format: 'colour-name', 'x-note': 1 }, 'teal')).toEqual([]);
  });

  test('what is not JSON is undefined, and null is JSON', () => {
    expect([parsedJson('{"a":'), parsedJson('null')]).toEqual([undefined, null]);
  });
});
