import type { JsonObject } from '../../../schemas/json.js';
import { type Scenario, scenario } from '../../engine/scenario.js';

/** Generous: an answer that is cut shows nothing. */
const limit = 600;

/** Short answers: enumerations and small numbers, so that random models come to an end as well. */
const flat: JsonObject = {
  type: 'object',
  properties: {
    colour: { type: 'string', enum: ['red', 'green', 'blue'] },
    bright: { type: 'boolean' },
  },
  required: ['colour', 'bright'],
  additionalProperties: false,
};

const nested: JsonObject = {
  type: 'object',
  properties: {
    kind: { type: 'string', enum: ['flower', 'tree'] },
    petals: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
    place: {
      type: 'object',
      properties: {
        continent: { type: 'string', enum: ['Africa', 'Asia', 'Europe'] },
        wild: { type: 'boolean' },
      },
      required: ['continent', 'wild'],
      additionalProperties: false,
    },
    shades: { type: 'array', items: { type: 'string', enum: ['light', 'dark'] } },
  },
  required: ['kind', 'petals', 'place', 'shades'],
  additionalProperties: false,
};

const recursive: JsonObject = {
  type: 'object',
  properties: { root: { $ref: '#/$defs/node' } },
  required: ['root'],
  additionalProperties: false,
  $defs: {
    node: {
      type: 'object',
      properties: {
        side: { $ref: '#/$defs/side' },
        next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] },
      },
      required: ['side', 'next'],
      additionalProperties: false,
    },
    side: { type: 'string', enum: ['left', 'right'] },
  },
};

function format(name: string, schema: JsonObject, strict: boolean): JsonObject {
  return { format: { type: 'json_schema', name, schema, strict } };
}

export const strictFlat = scenario({
  id: 'structured-output/strict',
  area: 'structured-output',
  title: 'a strict schema of two members',
  needs: ['structured-output'],
  probes: ['structured-output'],
  depth: 'smoke',
  cost: { requests: 1, input: 80, output: 60 },
  run: ({ target, prompts }) =>
    target.create({ input: prompts.json, text: format('colour', flat, true), max_output_tokens: limit }),
});

export const strictStream = scenario({
  id: 'structured-output/strict-stream',
  area: 'structured-output',
  title: 'a strict nested schema, streamed',
  needs: ['structured-output', 'streaming'],
  depth: 'standard',
  cost: { requests: 1, input: 120, output: 120 },
  run: ({ target, prompts }) =>
    target.create({
      input: prompts.json,
      text: format('plant', nested, true),
      max_output_tokens: limit,
      stream: true,
    }),
});

export const strictRecursive = scenario({
  id: 'structured-output/strict-recursive',
  area: 'structured-output',
  title: 'a strict recursive schema with $defs',
  needs: ['structured-output'],
  depth: 'standard',
  cost: { requests: 1, input: 140, output: 120 },
  run: ({ target, prompts }) =>
    target.create({ input: prompts.json, text: format('path', recursive, true), max_output_tokens: limit }),
});

export const withTools = scenario({
  id: 'structured-output/with-tools',
  area: 'structured-output',
  title: 'a strict schema beside a function that must not be called',
  needs: ['structured-output', 'tools'],
  depth: 'standard',
  cost: { requests: 1, input: 160, output: 60 },
  run: ({ target, prompts, tools }) =>
    target.create({
      input: prompts.json,
      text: format('colour', flat, true),
      tools: [tools.weather],
      tool_choice: 'none',
      max_output_tokens: limit,
    }),
});

export const loose = scenario({
  id: 'structured-output/not-strict',
  area: 'structured-output',
  title: 'a schema that is not strict',
  needs: ['structured-output'],
  depth: 'standard',
  cost: { requests: 1, input: 80, output: 60 },
  run: ({ target, prompts }) =>
    target.create({ input: prompts.json, text: format('colour', flat, false), max_output_tokens: limit }),
});

export const refused = scenario({
  id: 'structured-output/refusal',
  area: 'structured-output',
  title: 'a strict schema for something that the model refuses',
  needs: ['structured-output'],
  depth: 'standard',
  cost: { requests: 1, input: 80, output: 80 },
  run: ({ target, prompts }) =>
    target.create({ input: prompts.refusal, text: format('colour', flat, true), max_output_tokens: limit }),
});

export const jsonObjectFormat = scenario({
  id: 'structured-output/json-object',
  area: 'structured-output',
  title: 'any JSON object, as JSON and streamed',
  needs: ['json-object'],
  probes: ['json-object'],
  depth: 'standard',
  cost: { requests: 2, input: 80, output: 240 },
  async run({ target, case: caseOf, prompts, offers }) {
    const body = {
      input: prompts.json,
      text: { format: { type: 'json_object' } },
      max_output_tokens: limit,
    };
    const json = await target.create(body);
    if (await offers('streaming')) {
      await caseOf(2).create({ ...body, stream: true }, { twinOf: json.id, twin: 'stream' });
    }
  },
});

export const structuredOutputScenarios: readonly Scenario[] = [
  strictFlat,
  strictStream,
  strictRecursive,
  withTools,
  loose,
  refused,
  jsonObjectFormat,
];
