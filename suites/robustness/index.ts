import type { AreaCatalogue } from '../engine/catalogue.js';
import { equivalenceRules } from './rules/equivalent.js';
import {
  connectionKept,
  invalidIsAnswered,
  servedAfterDisconnect,
  servedAfterError,
  servedAfterHalfClose,
} from './rules/recovery.js';
import { otherBytes, plainOriginal, saidOrLeftOut } from './scenarios/equivalent.js';
import { afterDisconnect, afterError, afterHalfClose, deepNesting } from './scenarios/recovery.js';

/** Odd but legal requests, and what comes after faulty ones. */
export const robustnessArea: AreaCatalogue = {
  area: 'robustness',
  rules: [
    ...equivalenceRules,
    servedAfterError,
    servedAfterDisconnect,
    servedAfterHalfClose,
    connectionKept,
    invalidIsAnswered,
  ],
  scenarios: [
    plainOriginal,
    otherBytes,
    saidOrLeftOut,
    afterError,
    afterDisconnect,
    afterHalfClose,
    deepNesting,
  ],
};
