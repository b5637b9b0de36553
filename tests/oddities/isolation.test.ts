import { proveOddities } from '../proof/prove-area.js';
import { isolationOddities } from './isolation.js';

proveOddities(isolationOddities);
