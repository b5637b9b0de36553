import type { AreaCatalogue } from '../engine/catalogue.js';
import { logprobRules } from './rules/logprobs.js';
import { lookupRules } from './rules/lookups.js';
import { outputDataRules } from './rules/output-data.js';
import { includeScenarios } from './scenarios/include.js';

/** What include adds to answers: log probabilities, results and outputs of tools, encrypted reasoning, image urls. */
export const includeArea: AreaCatalogue = {
  area: 'include',
  rules: [...outputDataRules, ...logprobRules, ...lookupRules],
  scenarios: includeScenarios,
};
