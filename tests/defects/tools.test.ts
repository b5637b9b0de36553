import { proveDefects } from '../proof/prove-area.js';
import { toolsDefects } from './tools.js';

proveDefects(toolsDefects);
