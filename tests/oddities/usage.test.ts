import { proveOddities } from '../proof/prove-area.js';
import { usageOddities } from './usage.js';

proveOddities(usageOddities);
