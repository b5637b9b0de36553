import { proveDefects } from '../proof/prove-area.js';
import { inputTokensDefects } from './input-tokens.js';

proveDefects(inputTokensDefects);
