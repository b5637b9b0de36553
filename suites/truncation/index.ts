import type { AreaCatalogue } from '../engine/catalogue.js';
import { truncationRules } from './rules.js';
import { fitting, overWindow, trimmed } from './scenarios.js';

/** What happens to input below and above the context window. */
export const truncationArea: AreaCatalogue = {
  area: 'truncation',
  rules: truncationRules,
  scenarios: [fitting, overWindow, trimmed],
};
