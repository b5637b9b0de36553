import { capabilitiesCatalogue } from './capabilities/index.js';
import { createArea } from './create/index.js';
import { echoArea } from './echo/index.js';
import { type Catalogue, joinAreas } from './engine/catalogue.js';
import { stateArea } from './state/index.js';
import { streamingArea } from './streaming/index.js';
import { usageArea } from './usage/index.js';

/** The whole catalogue, area by area. */
export const catalogue: Catalogue = joinAreas([
  createArea,
  echoArea,
  usageArea,
  stateArea,
  streamingArea,
  capabilitiesCatalogue,
]);
