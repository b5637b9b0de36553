import type { AreaCatalogue } from '../engine/catalogue.js';
import { reasoningRules } from './rules/reasoning.js';
import { reasoningScenarios } from './scenarios/reasoning.js';

/** Reasoning items: that they are there, in their place, and can be sent back. */
export const reasoningArea: AreaCatalogue = {
  area: 'reasoning',
  rules: reasoningRules,
  scenarios: reasoningScenarios,
};
