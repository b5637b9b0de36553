import { proveOddities } from '../proof/prove-area.js';
import { httpOddities } from './http.js';

proveOddities(httpOddities);
