import type { AreaCatalogue } from '../engine/catalogue.js';
import { budgetKept, reachedIsIncomplete } from './rules/output-tokens.js';
import { boundsInclusive, requestLimitRules } from './rules/request-limits.js';
import { cutLater, cutReasoning, cutStream, cutText, cutToolCall } from './scenarios/output-tokens.js';
import {
  atBounds,
  manyItems,
  overLimitsScenario,
  overLongText,
  overMetadataScenario,
} from './scenarios/request-limits.js';

/** What is limited: tokens generated, and the numbers, lengths and counts of a request. */
export const limitsArea: AreaCatalogue = {
  area: 'limits',
  rules: [budgetKept, reachedIsIncomplete, boundsInclusive, ...requestLimitRules],
  scenarios: [
    cutText,
    cutStream,
    cutLater,
    cutToolCall,
    cutReasoning,
    overMetadataScenario,
    overLimitsScenario,
    atBounds,
    manyItems,
    overLongText,
  ],
};
