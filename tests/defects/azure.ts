import { isObject, objectsAt } from '../../schemas/json.js';
import { invalid } from '../../targets/reference/index.js';
import { errorAnswer, lettingThrough, withHeader } from './answering.js';
import type { Defect } from './defect.js';

export const azureDefects: readonly Defect[] = [
  {
    name: 'preview-unknown',
    area: 'azure',
    symptom: 'api-version preview is refused.',
    dialect: 'azure-openai',
    caughtBy: ['AZ-APIVERSION'],
    change: {
      request: (request) =>
        request.url.includes('api-version=preview') ? errorAnswer(404, 'Unknown api-version.') : request,
    },
  },
  {
    name: 'version-required',
    area: 'azure',
    symptom: 'A version is asked for where api-version may be absent.',
    dialect: 'azure-openai',
    caughtBy: ['AZ-APIVERSION'],
    collateral: 400,
    change: {
      request: (request) =>
        request.method === 'POST' && !request.url.includes('api-version=')
          ? errorAnswer(400, 'Missing required query parameter: api-version.')
          : request,
    },
  },
  {
    name: 'any-version',
    area: 'azure',
    symptom: 'Any api-version is accepted.',
    dialect: 'azure-openai',
    caughtBy: ['AZ-APIVERSION-UNKNOWN'],
    change: {
      request: (request) => ({ ...request, url: request.url.replace(/([?&])api-version=[^&]*&?/, '$1') }),
    },
  },
  {
    name: 'no-request-id',
    area: 'azure',
    symptom: 'apim-request-id is lost on the way.',
    dialect: 'azure-openai',
    level: 'SHOULD',
    caughtBy: ['AZ-REQUEST-ID'],
    change: { answer: (answer) => withHeader(answer, 'apim-request-id', null) },
  },
  {
    name: 'filters-without-verdict',
    area: 'azure',
    symptom: 'The entries of content_filters do not say whether anything was blocked.',
    dialect: 'azure-openai',
    caughtBy: ['AZ-CONTENT-FILTERS'],
    change: {
      response: (response) =>
        Array.isArray(response['content_filters'])
          ? {
              ...response,
              content_filters: objectsAt(response, 'content_filters').map(({ value }) => {
                const { blocked: _, ...rest } = value;
                return rest;
              }),
            }
          : response,
    },
  },
  {
    name: 'agent-nobody-asked-for',
    area: 'azure',
    symptom: 'Every response names a default agent.',
    dialect: 'azure-foundry',
    caughtBy: ['FD-AGENTREF-ECHO'],
    change: {
      response: (response) => ({
        ...response,
        agent_reference: { type: 'agent_reference', name: 'default', version: '1' },
      }),
    },
  },
  {
    name: 'items-of-another-response',
    area: 'azure',
    symptom: 'Items carry the id of another response.',
    dialect: 'azure-foundry',
    level: 'SHOULD',
    caughtBy: ['FD-ITEM-ORIGIN'],
    change: {
      response: (response) => ({
        ...response,
        output: objectsAt(response, 'output').map(({ value }) => ({ ...value, response_id: 'caresp_other' })),
      }),
    },
  },
  {
    name: 'agent-type-unchecked',
    area: 'azure',
    symptom: 'agent_reference is accepted whatever its type.',
    dialect: 'azure-foundry',
    caughtBy: ['FD-AGENT-TYPE'],
    change: {
      body: (body) =>
        isObject(body) && isObject(body['agent_reference'])
          ? { ...body, agent_reference: { ...body['agent_reference'], type: 'agent_reference' } }
          : body,
    },
  },
  {
    name: 'structured-inputs-are-texts',
    area: 'azure',
    symptom: 'Only texts may stand in structured_inputs.',
    dialect: 'azure-foundry',
    level: 'SHOULD',
    caughtBy: ['FD-STRUCTURED-INPUTS'],
    change: {
      fault: (fault, stage, { body }) =>
        fault === null &&
        stage === 'validate' &&
        isObject(body?.['structured_inputs']) &&
        Object.values(body['structured_inputs']).some((value) => typeof value !== 'string')
          ? invalid(null, 'Value of the template is not a string.')
          : fault,
    },
  },
  {
    name: 'unknown-prompt-ignored',
    area: 'azure',
    symptom: 'A prompt template that does not exist is ignored.',
    caughtBy: ['REQ-PROMPT-UNKNOWN'],
    change: lettingThrough((fault) => fault.code === 'prompt_not_found'),
  },
];
