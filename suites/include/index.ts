import type { AreaCatalogue } from '../engine/catalogue.js';
import { imageUrlRules } from './rules/image-urls.js';
import { logprobRules } from './rules/logprobs.js';
import { outputDataRules } from './rules/output-data.js';
import { includeScenarios } from './scenarios/include.js';

/** What include adds to answers: log probabilities, results and outputs of tools, encrypted reasoning, image urls. */
export const includeArea: AreaCatalogue = {
  area: 'include',
  rules: [...outputDataRules, ...logprobRules, ...imageUrlRules],
  scenarios: includeScenarios,
};
