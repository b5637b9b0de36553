import type { AreaCatalogue } from '../engine/catalogue.js';
import { defaultRules } from './rules/defaults.js';
import { echoRules } from './rules/echo.js';
import { echoScenarios } from './scenarios/parameters.js';

/** What a response shows of the request: every parameter as sent, every default as documented. */
export const echoArea: AreaCatalogue = {
  area: 'echo',
  rules: [...echoRules, ...defaultRules],
  scenarios: echoScenarios,
};
