import { capabilitiesCatalogue } from './capabilities/index.js';
import { createArea } from './create/index.js';
import { echoArea } from './echo/index.js';
import { type Catalogue, joinAreas } from './engine/catalogue.js';
import { includeArea } from './include/index.js';
import { reasoningArea } from './reasoning/index.js';
import { stateArea } from './state/index.js';
import { streamingArea } from './streaming/index.js';
import { structuredOutputArea } from './structured-output/index.js';
import { toolsArea } from './tools/index.js';
import { usageArea } from './usage/index.js';

/** The whole catalogue, area by area. */
export const catalogue: Catalogue = joinAreas([
  createArea,
  echoArea,
  usageArea,
  includeArea,
  reasoningArea,
  structuredOutputArea,
  toolsArea,
  stateArea,
  streamingArea,
  capabilitiesCatalogue,
]);
