import type { AreaCatalogue } from '../engine/catalogue.js';
import { filterRules } from './rules/filters.js';
import { itemRules } from './rules/items.js';
import { resourceRules } from './rules/resources.js';
import { turnRules } from './rules/turns.js';
import { conversationScenarios } from './scenarios.js';

/** Conversations: as resources, and as the history of responses. */
export const conversationsArea: AreaCatalogue = {
  area: 'conversations',
  rules: [...turnRules, ...resourceRules, ...itemRules, ...filterRules],
  scenarios: conversationScenarios,
};
