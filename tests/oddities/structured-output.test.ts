import { proveOddities } from '../proof/prove-area.js';
import { structuredOutputOddities } from './structured-output.js';

proveOddities(structuredOutputOddities);
