import { suiteOf } from '../vitest/area-suite.js';

suiteOf('sdk');
