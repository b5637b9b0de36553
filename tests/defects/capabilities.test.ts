import { proveDefects } from '../proof/prove-area.js';
import { capabilitiesDefects } from './capabilities.js';

proveDefects(capabilitiesDefects);
