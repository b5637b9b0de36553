import { proveDefects } from '../proof/prove-area.js';
import { includeDefects } from './include.js';

proveDefects(includeDefects);
