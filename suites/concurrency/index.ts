import type { AreaCatalogue } from '../engine/catalogue.js';
import { concurrencyRules } from './rules.js';
import { overlappingAnswers, overlappingStreams } from './scenarios.js';

/** Many requests at a time, and what must hold over all of them. */
export const concurrencyArea: AreaCatalogue = {
  area: 'concurrency',
  rules: concurrencyRules,
  scenarios: [overlappingStreams, overlappingAnswers],
};
