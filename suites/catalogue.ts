import { type Catalogue, joinAreas } from './engine/catalogue.js';

/** The whole catalogue, area by area. */
export const catalogue: Catalogue = joinAreas([]);
