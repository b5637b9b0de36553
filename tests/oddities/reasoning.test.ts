import { proveOddities } from '../proof/prove-area.js';
import { reasoningOddities } from './reasoning.js';

proveOddities(reasoningOddities);
