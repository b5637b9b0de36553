import { proveDefects } from '../proof/prove-area.js';
import { compactDefects } from './compact.js';

proveDefects(compactDefects);
