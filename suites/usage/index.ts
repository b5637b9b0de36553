import type { AreaCatalogue } from '../engine/catalogue.js';
import { usageRules } from './rules/usage.js';
import { usageScenarios } from './scenarios/growth.js';

/** Tokens: there, adding up, within bounds, and counted from what really went in and came out. */
export const usageArea: AreaCatalogue = { area: 'usage', rules: usageRules, scenarios: usageScenarios };
