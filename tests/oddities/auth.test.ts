import { proveOddities } from '../proof/prove-area.js';
import { authOddities } from './auth.js';

proveOddities(authOddities);
