import { proveDefects } from '../proof/prove-area.js';
import { reasoningDefects } from './reasoning.js';

proveDefects(reasoningDefects);
