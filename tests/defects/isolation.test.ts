import { proveDefects } from '../proof/prove-area.js';
import { isolationDefects } from './isolation.js';

proveDefects(isolationDefects);
