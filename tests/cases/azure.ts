import type { JsonObject, JsonValue } from '../../schemas/json.js';
import type { Intent } from '../../targets/exchange.js';
import { cases } from './case.js';
import { message } from './output.js';
import { answered, type Circumstances, created, faulty, refused } from './traffic.js';

const asked = { model: 'm', input: 'Hi' };
const said = [message('Hello.')];
const openai: Circumstances = { dialect: 'azure-openai', answerHeaders: [['apim-request-id', 'id_1']] };
const foundry: Circumstances = { dialect: 'azure-foundry' };
const refusal = { error: { message: 'api-version is wrong.', type: 'error', param: null, code: 'wrong' } };
const agent = { type: 'agent_reference', name: 'clerk' };

const looked = {
  blocked: false,
  source_type: 'prompt',
  content_filter_results: {},
  content_filter_offsets: { start_offset: 0, end_offset: 2, check_offset: 0 },
};

function filtered(filters: JsonValue, circumstances = openai) {
  return created(asked, said, { ...circumstances, response: { content_filters: filters } });
}

/** An answer to a request of no agent, or of the clerk, with the agent that it names. */
function byAgent(request: JsonObject, shown: JsonValue | undefined) {
  return created(request, said, { ...foundry, response: { agent_reference: shown } });
}

function versioned(query: string, step = 'known-version') {
  return answered('POST', `/responses${query}`, asked, 400, refusal, {
    ...openai,
    intent: { step, validity: 'unknown' },
  });
}

function withInputs(intent: Partial<Intent>) {
  return refused(
    { ...asked, structured_inputs: { count: 3 } },
    400,
    { error: { message: 'structured_inputs is to hold texts.', code: 'wrong' } },
    { ...foundry, intent },
  );
}

const prompted = created({ ...asked, prompt: { id: 'pmpt_0' } }, said, {
  intent: faulty('/prompt/id', 'unknown-prompt', { in: 'state' }),
});

export const azureCases = cases(
  {
    name: 'what the filters of Azure OpenAI found',
    exchanges: [filtered([looked])],
    passed: ['AZ-CONTENT-FILTERS', 'AZ-REQUEST-ID'],
  },
  {
    name: 'the filters of Foundry say nothing of offsets',
    exchanges: [filtered([{ blocked: false, source_type: 'prompt', content_filter_results: {} }], foundry)],
    passed: ['AZ-CONTENT-FILTERS'],
  },
  {
    name: 'filters that are no list',
    exchanges: [filtered({ blocked: false })],
    blamed: { 'AZ-CONTENT-FILTERS': '/content_filters' },
  },
  {
    name: 'a filter that is a word',
    exchanges: [filtered(['blocked'])],
    blamed: { 'AZ-CONTENT-FILTERS': '/content_filters/0' },
  },
  ...['blocked', 'source_type', 'content_filter_results', 'content_filter_offsets'].map((member) => ({
    name: `a filter whose ${member} is a number`,
    exchanges: [filtered([{ ...looked, [member]: 5 }])],
    blamed: {
      'AZ-CONTENT-FILTERS': `/content_filters/0/${member}`,
    },
  })),
  {
    name: 'the agent that was asked for, with its version',
    exchanges: [byAgent({ ...asked, agent_reference: agent }, { ...agent, version: '1' })],
    passed: ['FD-AGENTREF-ECHO'],
  },
  {
    name: 'another agent than was asked for',
    exchanges: [byAgent({ ...asked, agent_reference: agent }, { ...agent, name: 'cook', version: '1' })],
    blamed: { 'FD-AGENTREF-ECHO': '/agent_reference' },
  },
  {
    name: 'an agent that nobody asked for',
    exchanges: [byAgent(asked, { ...agent, version: '1' })],
    blamed: { 'FD-AGENTREF-ECHO': '/agent_reference' },
  },
  {
    name: 'an answer that names no agent at all',
    exchanges: [byAgent(asked, undefined)],
    blamed: { 'FD-AGENTREF-ECHO': '/agent_reference' },
  },
  {
    name: 'no agent was asked for, and none is named',
    exchanges: [byAgent(asked, null)],
    passed: ['FD-AGENTREF-ECHO'],
    notFor: ['FD-ITEM-ORIGIN'],
  },
  {
    name: 'an item that names the response that it came in',
    exchanges: [created(asked, [message('Hello.', { response_id: 'resp_1' })], foundry)],
    passed: ['FD-ITEM-ORIGIN'],
  },
  {
    name: 'an item that names another response',
    exchanges: [created(asked, [message('Hello.', { response_id: 'resp_0' })], foundry)],
    blamed: { 'FD-ITEM-ORIGIN': '/output/0/response_id' },
  },
  {
    name: 'a known version among other parameters is refused',
    exchanges: [versioned('?trace=1&api-version=preview')],
    blamed: { 'AZ-APIVERSION': '/status' },
  },
  {
    name: 'no version is refused',
    exchanges: [versioned('')],
    blamed: { 'AZ-APIVERSION': '/status' },
  },
  {
    name: 'structured inputs of any type are refused',
    exchanges: [withInputs({ validity: 'unknown' })],
    blamed: { 'FD-STRUCTURED-INPUTS': '/status' },
  },
  {
    name: 'structured inputs in a request that is at fault',
    exchanges: [withInputs(faulty('/structured_inputs', 'type'))],
    notFor: ['FD-STRUCTURED-INPUTS'],
  },
  {
    name: 'an unknown prompt is left out of account by a server that may have none',
    exchanges: [prompted],
    notFor: ['REQ-PROMPT-UNKNOWN'],
  },
  {
    name: 'an unknown prompt is left out of account by a server that has prompts',
    exchanges: [prompted],
    target: { capabilities: { 'prompt-templates': true } },
    blamed: { 'REQ-PROMPT-UNKNOWN': '/status' },
  },
);
