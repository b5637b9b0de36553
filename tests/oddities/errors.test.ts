import { proveOddities } from '../proof/prove-area.js';
import { errorsOddities } from './errors.js';

proveOddities(errorsOddities);
