import { proveDefects } from '../proof/prove-area.js';
import { backgroundDefects } from './background.js';

proveDefects(backgroundDefects);
