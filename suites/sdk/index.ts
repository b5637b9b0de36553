import type { AreaCatalogue } from '../engine/catalogue.js';
import { sdkRules } from './rules.js';
import { sdkScenarios } from './scenarios.js';

/** What the official openai SDK makes of the target. */
export const sdkArea: AreaCatalogue = { area: 'sdk', rules: sdkRules, scenarios: sdkScenarios };
