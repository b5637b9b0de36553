import { proveDefects } from '../proof/prove-area.js';
import { sdkDefects } from './sdk.js';

proveDefects(sdkDefects);
