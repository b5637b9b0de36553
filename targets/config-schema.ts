import { dialectNames } from '../schemas/dialect.js';
import { capabilityNames } from './capability.js';

const text = { type: 'string', minLength: 1 };
const texts = { type: 'object', additionalProperties: { type: 'string' } };
const variable = { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' };
const objects = { type: 'object', additionalProperties: { type: 'object' } };

const target = {
  type: 'object',
  required: ['baseUrl'],
  additionalProperties: false,
  properties: {
    baseUrl: text,
    model: text,
    modelAliases: { type: 'array', items: text },
    failingModel: text,
    dialect: { enum: dialectNames },
    version: text,
    auth: { enum: ['bearer', 'api-key', 'none'] },
    apiKeyEnv: variable,
    secondApiKeyEnv: variable,
    apiKeyCommand: text,
    ca: text,
    headers: texts,
    query: texts,
    capabilities: {
      type: 'object',
      propertyNames: { enum: [...capabilityNames, 'all'] },
      additionalProperties: { type: 'boolean' },
    },
    contextWindow: { type: 'integer', minimum: 1 },
    hostedTools: { type: 'array', items: { type: 'object', required: ['type'] } },
    acceptsFabricatedItems: { type: 'boolean' },
    prompts: texts,
    tools: objects,
    requestDefaults: { type: 'object' },
  },
} as const;

/** JSON Schema of one target in a config file. */
export const targetConfigSchema: object = target;

/** JSON Schema of a config file with several targets. */
export const severalTargetsSchema: object = {
  type: 'object',
  required: ['targets'],
  additionalProperties: false,
  properties: { targets: { type: 'object', minProperties: 1, additionalProperties: target } },
};
