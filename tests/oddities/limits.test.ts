import { proveOddities } from '../proof/prove-area.js';
import { limitsOddities } from './limits.js';

proveOddities(limitsOddities);
