import type { JsonObject } from '../../schemas/json.js';
import { cases } from './case.js';
import { message } from './output.js';
import { listed } from './stored-traffic.js';
import { soundResponse } from './traffic.js';

const dialect = 'azure-foundry';
const rules = ['FD-LIST-FILTERS'];
const writer = { type: 'agent_reference', name: 'writer', version: '2' };

/** A response in a list of Foundry's, made for this request. */
function made(request: JsonObject, id = 'resp_1'): JsonObject {
  const output = [message('Hello.', { id: `msg_of_${id}` })];
  return soundResponse({ model: 'm', input: 'Hello.', ...request }, output, { dialect, response: { id } });
}

function filtered(query: string, ...entries: readonly JsonObject[]) {
  return [listed(`/responses${query}`, entries, { dialect })];
}

export const filterCases = cases(
  {
    name: 'responses of one conversation',
    exchanges: filtered('?limit=20&conversation_id=conv_1', made({ conversation: 'conv_1' })),
    passed: rules,
  },
  {
    name: 'a response of another conversation among them',
    exchanges: filtered(
      '?conversation_id=conv_1',
      made({ conversation: 'conv_1' }),
      made({ conversation: 'conv_2' }, 'resp_2'),
    ),
    blamed: { 'FD-LIST-FILTERS': '/data/1' },
  },
  {
    name: 'responses of one agent',
    exchanges: filtered('?agent_name=writer', made({ agent_reference: writer })),
    passed: rules,
  },
  {
    name: 'a response of another agent among them',
    exchanges: filtered('?agent_name=painter', made({ agent_reference: writer })),
    blamed: { 'FD-LIST-FILTERS': '/data/0' },
  },
  {
    name: 'a response of no agent among them',
    exchanges: filtered('?agent_name=writer', made({})),
    blamed: { 'FD-LIST-FILTERS': '/data/0' },
  },
  {
    name: 'responses of one version of an agent',
    exchanges: filtered('?agent_id=writer:2', made({ agent_reference: writer })),
    passed: rules,
  },
  {
    name: 'a response of another version of the agent among them',
    exchanges: filtered('?agent_id=writer:1', made({ agent_reference: writer })),
    blamed: { 'FD-LIST-FILTERS': '/data/0' },
  },
  {
    name: 'a response of no version of any agent among them',
    exchanges: filtered('?agent_id=writer:1', made({})),
    blamed: { 'FD-LIST-FILTERS': '/data/0' },
  },
  {
    name: 'a list without filters',
    exchanges: [...filtered('', made({})), ...filtered('?limit=20', made({}))],
    notFor: rules,
  },
);
