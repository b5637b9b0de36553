import { proveOddities } from '../proof/prove-area.js';
import { toolsOddities } from './tools.js';

proveOddities(toolsOddities);
