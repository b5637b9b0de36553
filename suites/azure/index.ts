import type { AreaCatalogue } from '../engine/catalogue.js';
import { answerRules } from './rules/answers.js';
import { requestRules } from './rules/requests.js';
import { apiVersion, faultyAgent, namedAgent, structuredInputs, unknownPrompt } from './scenarios.js';

/** What Azure OpenAI and Azure AI Foundry add: versions, request ids, content filters, agents. */
export const azureArea: AreaCatalogue = {
  area: 'azure',
  rules: [...requestRules, ...answerRules],
  scenarios: [apiVersion, namedAgent, faultyAgent, structuredInputs, unknownPrompt],
};
