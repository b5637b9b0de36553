import { proveDefects } from '../proof/prove-area.js';
import { echoDefects } from './echo.js';

proveDefects(echoDefects);
