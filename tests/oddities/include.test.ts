import { proveOddities } from '../proof/prove-area.js';
import { includeOddities } from './include.js';

proveOddities(includeOddities);
