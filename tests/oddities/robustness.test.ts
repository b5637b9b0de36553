import { proveOddities } from '../proof/prove-area.js';
import { robustnessOddities } from './robustness.js';

proveOddities(robustnessOddities);
