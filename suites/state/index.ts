import type { AreaCatalogue } from '../engine/catalogue.js';
import { listRules } from './lists/rules.js';
import { contextRules } from './rules/context.js';
import { continuationRules } from './rules/continuation.js';
import { deleteRules } from './rules/delete.js';
import { includeParameter } from './rules/includes.js';
import { listsInput } from './rules/input-items.js';
import { replayRules } from './rules/replay.js';
import { retrieveRules } from './rules/retrieve.js';
import { chainScenarios } from './scenarios/chain.js';
import { itemScenarios } from './scenarios/items.js';
import { generatedSessions } from './scenarios/sessions.js';
import { storageScenarios } from './scenarios/storage.js';

/** What is kept behind a response id: retrieval, chains, deletion, input items, replay. */
export const stateArea: AreaCatalogue = {
  area: 'state',
  rules: [
    ...retrieveRules,
    ...continuationRules,
    ...contextRules,
    ...deleteRules,
    ...listRules,
    listsInput,
    ...replayRules,
    includeParameter,
  ],
  scenarios: [...storageScenarios, ...chainScenarios, ...itemScenarios, generatedSessions],
};
