import { proveOddities } from '../proof/prove-area.js';
import { truncationOddities } from './truncation.js';

proveOddities(truncationOddities);
