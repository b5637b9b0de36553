import { describe, expect, test } from 'vitest';
import { type Parameter, pairwise } from '../../generators/coverage/pairs.js';
import { interactingRequests } from '../../generators/requests/interacting.js';
import { dialectNames } from '../../schemas/dialect.js';
import { isObject, type JsonObject } from '../../schemas/json.js';
import { referenceCircumstances } from './circumstances.js';

const colours: Parameter = [{}, { colour: 'red' }, { colour: 'blue' }];
const sizes: Parameter = [{ size: 1 }, { size: 2 }, { size: 3 }, { size: 4 }];
const shapes: Parameter = [{ shape: 'round' }, { shape: 'square' }];

function meets(
  bodies: readonly JsonObject[],
  one: JsonObject,
  other: JsonObject,
  names: readonly string[],
): boolean {
  const wanted: JsonObject = { ...one, ...other };
  return bodies.some((body) => names.every((name) => body[name] === wanted[name]));
}

describe('a covering array', () => {
  test('lets every pair of settings meet, in fewer rows than the product has', () => {
    const bodies = pairwise([colours, sizes, shapes]);
    for (const colour of colours)
      for (const size of sizes) expect(meets(bodies, colour, size, ['colour', 'size'])).toBe(true);
    for (const colour of colours)
      for (const shape of shapes) expect(meets(bodies, colour, shape, ['colour', 'shape'])).toBe(true);
    for (const size of sizes)
      for (const shape of shapes) expect(meets(bodies, size, shape, ['size', 'shape'])).toBe(true);
    expect(bodies.length).toBeLessThan(colours.length * sizes.length * shapes.length);
  });

  test('leaves out what cannot be sent, and nothing else', () => {
    const excluded = (body: JsonObject) => body['colour'] === 'red' && body['size'] === 4;
    const bodies = pairwise([colours, sizes, shapes], excluded);
    expect(bodies.filter(excluded)).toEqual([]);
    expect(meets(bodies, { colour: 'red' }, { size: 3 }, ['colour', 'size'])).toBe(true);
    expect(meets(bodies, { colour: 'red' }, { shape: 'square' }, ['colour', 'shape'])).toBe(true);
    expect(meets(bodies, { colour: 'blue' }, { size: 4 }, ['colour', 'size'])).toBe(true);
  });

  test('is the same every time', () => {
    expect(pairwise([colours, sizes, shapes])).toEqual(pairwise([colours, sizes, shapes]));
  });
});

describe.each(dialectNames)('interacting parameters of %s', (dialect) => {
  const bodies = interactingRequests(referenceCircumstances(dialect));
  const some = (holds: (body: JsonObject) => boolean) => bodies.some(holds);

  test('meet in few requests', () => {
    expect(bodies.length).toBeLessThanOrEqual(40);
    expect(some(({ stream, tool_choice }) => stream === true && tool_choice === 'required')).toBe(true);
    expect(some(({ stream, tool_choice }) => stream === true && isObject(tool_choice))).toBe(true);
    expect(some(({ truncation, parallel_tool_calls: many }) => truncation === 'auto' && many === false)).toBe(
      true,
    );
    expect(some(({ max_output_tokens: most, reasoning }) => most === 64 && reasoning !== undefined)).toBe(
      true,
    );
  });
});
