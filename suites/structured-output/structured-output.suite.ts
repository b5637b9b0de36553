import { suiteOf } from '../vitest/area-suite.js';

suiteOf('structured-output');
