import { proveOddities } from '../proof/prove-area.js';
import { streamingOddities } from './streaming.js';

proveOddities(streamingOddities);
