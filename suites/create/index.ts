import type { AreaCatalogue } from '../engine/catalogue.js';
import { acceptanceRules } from './rules/acceptance.js';
import { itemSchemaRules } from './rules/item-schema.js';
import { itemStateRules } from './rules/item-states.js';
import { responseSchemaRules } from './rules/response-schema.js';
import { generatedScenarios } from './scenarios/generated.js';
import { createScenarios } from './scenarios/plain.js';

/** What every create request must be answered with: the Response object, its items, and that it is answered at all. */
export const createArea: AreaCatalogue = {
  area: 'create',
  rules: [...responseSchemaRules, ...itemSchemaRules, ...itemStateRules, ...acceptanceRules],
  scenarios: [...createScenarios, ...generatedScenarios],
  excluded: [
    {
      id: 'RES-OUTPUT-ORDER',
      reason: 'It binds clients: any length and order of output is allowed, so no answer can break it.',
    },
    {
      id: 'RES-OUTPUT-TEXT-SDK',
      reason:
        'SDKs fill the member in; a server may send it or not, and no source says what it holds on the wire.',
    },
    {
      id: 'REQ-TEMP-XOR-TOPP',
      reason: 'Advice to clients: a server has to accept both members together, so no answer can break it.',
    },
  ],
};
