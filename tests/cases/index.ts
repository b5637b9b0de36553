import type { Case } from './case.js';
import { streamEndingCases } from './streaming-ending.js';
import { streamLifecycleCases } from './streaming-lifecycle.js';
import { streamedOutputCases } from './streaming-output.js';
import { unlistedEventCases } from './streaming-unlisted.js';
import { structuredOutputCases } from './structured-output.js';

/** All cases, by the area that they are about. */
export const casesByArea: { readonly [area: string]: readonly Case[] } = {
  'streaming: end': streamEndingCases,
  'streaming: lifecycle': streamLifecycleCases,
  'streaming: final output': streamedOutputCases,
  'streaming: unlisted events': unlistedEventCases,
  'structured-output': structuredOutputCases,
};
