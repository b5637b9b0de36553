import type { AreaCatalogue } from '../engine/catalogue.js';
import { grammar } from './automaton/grammar.js';
import { contentRules } from './rules/content.js';
import { framingRules } from './rules/framing.js';
import { itemRules } from './rules/items.js';
import { lifecycleRules } from './rules/lifecycle.js';
import { obfuscationRules } from './rules/obfuscation.js';
import { partRules } from './rules/parts.js';
import { replayRules } from './rules/replay.js';
import { schemaRules } from './rules/schema.js';
import { sequenceRules } from './rules/sequence.js';
import { toolRules } from './rules/tools.js';
import { twinRules } from './rules/twins.js';
import { streamingScenarios } from './scenarios/index.js';

/** Every way in which a stream can be wrong: bytes, order, identity, content, end, and what is read again. */
export const streamingArea: AreaCatalogue = {
  area: 'streaming',
  analysers: [grammar],
  rules: [
    ...framingRules,
    ...sequenceRules,
    ...lifecycleRules,
    ...itemRules,
    ...partRules,
    ...contentRules,
    ...toolRules,
    ...schemaRules,
    ...obfuscationRules,
    ...twinRules,
    ...replayRules,
  ],
  scenarios: streamingScenarios,
};
