import { proveDefects } from '../proof/prove-area.js';
import { errorsDefects } from './errors.js';

proveDefects(errorsDefects);
