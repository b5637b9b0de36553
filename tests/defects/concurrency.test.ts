import { proveDefects } from '../proof/prove-area.js';
import { concurrencyDefects } from './concurrency.js';

proveDefects(concurrencyDefects);
