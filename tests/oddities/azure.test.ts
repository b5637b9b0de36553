import { proveOddities } from '../proof/prove-area.js';
import { azureOddities } from './azure.js';

proveOddities(azureOddities);
