import type { AreaCatalogue } from '../engine/catalogue.js';
import { isolationRules } from './rules.js';
import { endUsers, foreignConversation, foreignRetrieve, foreignUse } from './scenarios.js';

/** What one user must not see or touch of another. */
export const isolationArea: AreaCatalogue = {
  area: 'isolation',
  rules: isolationRules,
  scenarios: [foreignRetrieve, foreignUse, foreignConversation, endUsers],
};
