import { proveDefects } from '../proof/prove-area.js';
import { truncationDefects } from './truncation.js';

proveDefects(truncationDefects);
