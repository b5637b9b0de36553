import { proveDefects } from '../proof/prove-area.js';
import { robustnessDefects } from './robustness.js';

proveDefects(robustnessDefects);
