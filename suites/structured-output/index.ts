import type { AreaCatalogue } from '../engine/catalogue.js';
import { formatRules } from './rules/formats.js';
import { structuredOutputScenarios } from './scenarios/formats.js';

/** Text in an asked form: JSON, and JSON that fits a schema. */
export const structuredOutputArea: AreaCatalogue = {
  area: 'structured-output',
  rules: formatRules,
  scenarios: structuredOutputScenarios,
};
