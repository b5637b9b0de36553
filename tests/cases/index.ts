import { backgroundCases } from './background.js';
import type { Case } from './case.js';
import { compactCases } from './compact.js';
import { filterCases } from './conversation-filters.js';
import { conversationCases } from './conversations.js';
import { contextCases } from './state-context.js';
import { continuationCases } from './state-continuation.js';
import { deletionCases } from './state-deletion.js';
import { inputItemCases } from './state-input-items.js';
import { instructionCases } from './state-instructions.js';
import { listCases } from './state-lists.js';
import { replayCases } from './state-replay.js';
import { retrievalCases } from './state-retrieval.js';
import { structuredOutputCases } from './structured-output.js';

/** All cases, by the area that they are about. */
export const casesByArea: { readonly [area: string]: readonly Case[] } = {
  background: backgroundCases,
  compact: compactCases,
  conversations: conversationCases,
  'conversation-filters': filterCases,
  'state-context': contextCases,
  'state-continuation': continuationCases,
  'state-deletion': deletionCases,
  'state-input-items': inputItemCases,
  'state-retrieval': retrievalCases,
  'state-instructions': instructionCases,
  'state-replay': replayCases,
  'state-lists': listCases,
  'structured-output': structuredOutputCases,
};
