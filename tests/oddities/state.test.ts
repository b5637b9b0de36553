import { proveOddities } from '../proof/prove-area.js';
import { stateOddities } from './state.js';

proveOddities(stateOddities);
