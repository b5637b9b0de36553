import type { AreaCatalogue } from '../engine/catalogue.js';
import { permissionRules } from './permission-rules.js';
import { authRules } from './rules.js';
import {
  forbiddenKey,
  keyForms,
  lifecycleNoKey,
  lifecycleWrongKey,
  neighboursNoKey,
  noKey,
  wrongKey,
} from './scenarios.js';

/** Who is let in: missing, wrong and empty keys on every route, keys in either header, keys without permission, keys that come back. */
export const authArea: AreaCatalogue = {
  area: 'auth',
  rules: [...authRules, ...permissionRules],
  scenarios: [wrongKey, noKey, lifecycleWrongKey, lifecycleNoKey, neighboursNoKey, keyForms, forbiddenKey],
};
