import { proveOddities } from '../proof/prove-area.js';
import { echoOddities } from './echo.js';

proveOddities(echoOddities);
