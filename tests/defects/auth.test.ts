import { proveDefects } from '../proof/prove-area.js';
import { authDefects } from './auth.js';

proveDefects(authDefects);
