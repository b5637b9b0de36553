import { proveOddities } from '../proof/prove-area.js';
import { compactOddities } from './compact.js';

proveOddities(compactOddities);
