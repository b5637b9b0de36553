import { proveOddities } from '../proof/prove-area.js';
import { partialOddities } from './partial.js';

proveOddities(partialOddities);
