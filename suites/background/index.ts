import type { AreaCatalogue } from '../engine/catalogue.js';
import { cancelRules } from './rules/cancel.js';
import { pollingRules } from './rules/polling.js';
import { backgroundScenarios } from './scenarios.js';

/** Responses that are made in the background: started, polled, cancelled. */
export const backgroundArea: AreaCatalogue = {
  area: 'background',
  rules: [...pollingRules, ...cancelRules],
  scenarios: backgroundScenarios,
};
