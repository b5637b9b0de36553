import { proveDefects } from '../proof/prove-area.js';
import { azureDefects } from './azure.js';

proveDefects(azureDefects);
