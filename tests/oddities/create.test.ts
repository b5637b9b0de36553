import { proveOddities } from '../proof/prove-area.js';
import { createOddities } from './create.js';

proveOddities(createOddities);
