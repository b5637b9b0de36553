import type { Case } from './case.js';
import { continuationCases } from './state-continuation.js';
import { deletionCases } from './state-deletion.js';
import { listCases } from './state-lists.js';
import { structuredOutputCases } from './structured-output.js';

/** All cases, by the area that they are about. */
export const casesByArea: { readonly [area: string]: readonly Case[] } = {
  'state-continuation': continuationCases,
  'state-deletion': deletionCases,
  'state-lists': listCases,
  'structured-output': structuredOutputCases,
};
