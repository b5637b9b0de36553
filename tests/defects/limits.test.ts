import { proveDefects } from '../proof/prove-area.js';
import { limitsDefects } from './limits.js';

proveDefects(limitsDefects);
