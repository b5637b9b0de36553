import type { AreaCatalogue } from '../engine/catalogue.js';
import { answerRules } from './rules/answers.js';
import { requestRules } from './rules/requests.js';
import { apiVersion, faultyAgent, structuredInputs, unknownPrompt } from './scenarios.js';

/** What Azure OpenAI and Azure AI Foundry add: versions, request ids, content filters, agents. */
export const azureArea: AreaCatalogue = {
  area: 'azure',
  rules: [...requestRules, ...answerRules],
  scenarios: [apiVersion, faultyAgent, structuredInputs, unknownPrompt],
};
