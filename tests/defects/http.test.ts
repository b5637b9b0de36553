import { proveDefects } from '../proof/prove-area.js';
import { httpDefects } from './http.js';

proveDefects(httpDefects);
