import type { AreaCatalogue } from '../engine/catalogue.js';
import { managedRules } from './managed/rules.js';
import { managedScenarios } from './managed/scenarios.js';
import { compactRules } from './rules.js';
import { compactScenarios } from './scenarios.js';

/** Compacting: the operation of its own, and in the course of a response. */
export const compactArea: AreaCatalogue = {
  area: 'compact',
  rules: [...compactRules, ...managedRules],
  scenarios: [...compactScenarios, ...managedScenarios],
};
