import type { Case } from './case.js';
import { streamingClosingCases } from './streaming-closing.js';
import { streamingCommandCases } from './streaming-commands.js';
import { streamingFinalCases } from './streaming-final.js';
import { streamingItemCases } from './streaming-items.js';
import { streamingPartCases } from './streaming-parts.js';
import { streamingResumedCases } from './streaming-resumed.js';
import { streamingTextCases } from './streaming-texts.js';
import { streamingToolCases } from './streaming-tools.js';
import { structuredOutputCases } from './structured-output.js';

/** All cases, by the area that they are about. */
export const casesByArea: { readonly [area: string]: readonly Case[] } = {
  'closing of streamed items': streamingClosingCases,
  'final output of streams': streamingFinalCases,
  'streaming items': streamingItemCases,
  'streaming parts': streamingPartCases,
  'streaming texts': streamingTextCases,
  'streaming tools': streamingToolCases,
  'streaming commands and citations': streamingCommandCases,
  'resumed streams': streamingResumedCases,
  'structured-output': structuredOutputCases,
};
