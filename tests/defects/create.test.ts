import { proveDefects } from '../proof/prove-area.js';
import { createDefects } from './create.js';

proveDefects(createDefects);
