import { proveOddities } from '../proof/prove-area.js';
import { concurrencyOddities } from './concurrency.js';

proveOddities(concurrencyOddities);
