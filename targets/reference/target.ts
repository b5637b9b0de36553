import type { DialectName } from '../../schemas/dialect.js';
import { dialect as dialectData } from '../../schemas/dialects.js';
import { type JsonObject, stringAt } from '../../schemas/json.js';
import { validators } from '../../schemas/validators.js';
import { capabilityNames } from '../capability.js';
import { defaultPrompts, defaultTools } from '../default-wording.js';
import type { Target } from '../target.js';
import { hostedDeclarations } from './hosted-declarations.js';

/** Context window that the embedded server is given: filling it costs tokens, and a small one shows as much. */
export const referenceWindow = 2800;

/** The reference server as a target, with every capability of its dialect declared on and every hosted tool configured. */
export function referenceTarget(dialect: DialectName, baseUrl: string): Target {
  const { wire } = dialectData(dialect);
  const offered = capabilityNames.filter((name) => wire.capabilities.includes(name));
  return {
    name: 'reference',
    version: null,
    baseUrl,
    model: 'reference',
    modelAliases: [],
    failingModel: 'reference-fails',
    throttledModel: 'reference-throttled',
    dialect,
    auth: 'bearer',
    hasForbiddenKey: true,
    capabilities: Object.fromEntries(offered.map((name) => [name, true])),
    contextWindow: referenceWindow,
    hostedTools: hostedToolsOf(dialect),
    acceptsFabricatedItems: true,
    headers: [],
    query: [],
    prompts: defaultPrompts,
    tools: defaultTools,
    requestDefaults: {},
  };
}

function hostedToolsOf(dialect: DialectName): readonly JsonObject[] {
  const validate = validators(dialect).root('Tool');
  // Extensions aside, Open Responses has function tools only.
  if (dialect === 'open-responses') return [];
  return hostedDeclarations.filter((tool) => stringAt(tool, 'type') !== null && validate(tool).length === 0);
}
