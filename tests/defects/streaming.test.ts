import { proveDefects } from '../proof/prove-area.js';
import { streamingDefects } from './streaming.js';

proveDefects(streamingDefects);
