import { proveDefects } from '../proof/prove-area.js';
import { structuredOutputDefects } from './structured-output.js';

proveDefects(structuredOutputDefects);
