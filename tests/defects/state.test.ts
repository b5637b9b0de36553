import { proveDefects } from '../proof/prove-area.js';
import { stateDefects } from './state.js';

proveDefects(stateDefects);
