import type { AreaCatalogue } from '../engine/catalogue.js';
import { authRules } from './rules.js';
import { lifecycleNoKey, lifecycleWrongKey, neighboursNoKey, noKey, wrongKey } from './scenarios.js';

/** Who is let in: missing, wrong and empty keys on every route, and keys that come back. */
export const authArea: AreaCatalogue = {
  area: 'auth',
  rules: authRules,
  scenarios: [wrongKey, noKey, lifecycleWrongKey, lifecycleNoKey, neighboursNoKey],
};
