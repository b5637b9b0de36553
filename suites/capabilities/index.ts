import type { AreaCatalogue } from '../engine/catalogue.js';
import { capabilityProbes } from './probes.js';
import { capabilityRules } from './rules.js';

/** Rules about capabilities themselves; each stands in the area that the capability belongs to. */
export const capabilitiesCatalogue: AreaCatalogue = {
  area: 'create',
  rules: capabilityRules,
  scenarios: capabilityProbes,
};
