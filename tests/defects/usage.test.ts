import { proveDefects } from '../proof/prove-area.js';
import { usageDefects } from './usage.js';

proveDefects(usageDefects);
