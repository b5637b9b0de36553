import type { AreaCatalogue } from '../engine/catalogue.js';
import { argumentRules } from './rules/arguments.js';
import { choiceRules } from './rules/choice.js';
import { declarationRules } from './rules/declarations.js';
import { hostedRules } from './rules/hosted.js';
import { linkRules } from './rules/links.js';
import { customScenarios } from './scenarios/custom.js';
import { functionScenarios } from './scenarios/functions.js';
import { hostedScenarios } from './scenarios/hosted.js';
import { resultScenarios } from './scenarios/results.js';

/** Tools: which are called, how calls look and are linked with their results, and what hosted tools show of themselves. */
export const toolsArea: AreaCatalogue = {
  area: 'tools',
  rules: [...choiceRules, ...declarationRules, ...argumentRules, ...linkRules, ...hostedRules],
  scenarios: [...functionScenarios, ...customScenarios, ...resultScenarios, ...hostedScenarios],
};
