import type { AreaCatalogue } from '../engine/catalogue.js';
import { inputTokenRules } from './rules.js';
import { inputTokenScenarios } from './scenarios.js';

/** Counting input without generating. */
export const inputTokensArea: AreaCatalogue = {
  area: 'input-tokens',
  rules: inputTokenRules,
  scenarios: inputTokenScenarios,
};
