import { proveOddities } from '../proof/prove-area.js';
import { controlOddities } from './controls.js';

proveOddities(controlOddities);
