import type { Case } from './case.js';
import { reasoningCases } from './reasoning.js';
import { structuredOutputCases } from './structured-output.js';
import { toolArgumentCases } from './tools-arguments.js';
import { toolChoiceCases } from './tools-choice.js';
import { toolDeclarationCases } from './tools-declarations.js';
import { hostedToolCases } from './tools-hosted.js';
import { toolLinkCases } from './tools-links.js';
import { truncationCases } from './truncation.js';

/** All cases, by the area that they are about. */
export const casesByArea: { readonly [area: string]: readonly Case[] } = {
  reasoning: reasoningCases,
  'structured-output': structuredOutputCases,
  tools: [
    ...toolArgumentCases,
    ...toolChoiceCases,
    ...toolDeclarationCases,
    ...hostedToolCases,
    ...toolLinkCases,
  ],
  truncation: truncationCases,
};
