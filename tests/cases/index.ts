import type { Case } from './case.js';
import { streamingClosingCases } from './streaming-closing.js';
import { streamingFinalCases } from './streaming-final.js';
import { streamingItemCases } from './streaming-items.js';
import { streamingPartCases } from './streaming-parts.js';
import { streamingTextCases } from './streaming-texts.js';
import { structuredOutputCases } from './structured-output.js';

/** All cases, by the area that they are about. */
export const casesByArea: { readonly [area: string]: readonly Case[] } = {
  'closing of streamed items': streamingClosingCases,
  'final output of streams': streamingFinalCases,
  'streaming items': streamingItemCases,
  'streaming parts': streamingPartCases,
  'streaming texts': streamingTextCases,
  'structured-output': structuredOutputCases,
};
