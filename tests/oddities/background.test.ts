import { proveOddities } from '../proof/prove-area.js';
import { backgroundOddities } from './background.js';

proveOddities(backgroundOddities);
