import type { JsonObject } from '../../schemas/json.js';
import { cases } from './case.js';
import { functionCall, message, otherItem } from './output.js';
import { created } from './traffic.js';

const search = { type: 'web_search' };
const weather = { type: 'function', name: 'get_weather', strict: false, parameters: { type: 'object' } };
const asked = { model: 'm', input: 'Greet.' };
const guarded = server('guarded', 'always');
const open = server('open', 'never');

export const hostedToolCases = cases(
  {
    name: 'the forced search shows in an item of its own',
    exchanges: [
      created({ ...asked, tools: [search], tool_choice: 'required' }, [searchCall(1), message('Hello.')]),
    ],
    passed: ['TOOL-HOSTED-CALL', 'REQ-TOOLCHOICE-REQUIRED'],
  },
  {
    name: 'a search that is forced by its name leaves no item',
    exchanges: [
      created({ ...asked, tools: [search], tool_choice: { type: 'web_search' } }, [message('Hello.')]),
    ],
    blamed: { 'TOOL-HOSTED-CALL': '/output' },
  },
  {
    name: 'a function is called where a hosted tool would do as well',
    exchanges: [
      created({ ...asked, tools: [search, weather], tool_choice: 'required' }, [
        functionCall('get_weather', '{}'),
      ]),
    ],
    passed: ['REQ-TOOLCHOICE-REQUIRED'],
    notFor: ['TOOL-HOSTED-CALL'],
  },
  {
    name: 'a response fails before the forced search is made',
    exchanges: [
      created({ ...asked, tools: [search], tool_choice: 'required' }, [message('Hello.')], {
        status: 'failed',
      }),
    ],
    notFor: ['TOOL-HOSTED-CALL', 'REQ-TOOLCHOICE-REQUIRED'],
  },
  {
    name: 'a search that the model may leave out is left out',
    exchanges: [created({ ...asked, tools: [search] }, [message('Hello.')])],
    notFor: ['TOOL-HOSTED-CALL'],
  },
  {
    name: 'a tool of an agent service is forced as the server that it is, and leaves no item',
    exchanges: [
      created(
        {
          ...asked,
          tools: [{ type: 'fabric_iq_preview', project_connection_id: 'c', server_label: 'fabric' }],
          tool_choice: { type: 'mcp', server_label: 'fabric' },
        },
        [message('Hello.')],
        { dialect: 'azure-foundry' },
      ),
    ],
    blamed: { 'TOOL-HOSTED-CALL': '/output' },
  },
  {
    name: 'calls of functions do not count as calls of built-in tools',
    exchanges: [
      created({ ...asked, tools: [search, weather], max_tool_calls: 1 }, [
        searchCall(1),
        functionCall('get_weather', '{}'),
        functionCall('get_weather', '{}', { id: 'fc_2', call_id: 'call_2' }),
      ]),
    ],
    passed: ['REQ-MAXTOOL-IGNORE'],
  },
  {
    name: 'functions are called under a limit for built-in tools',
    exchanges: [
      created({ ...asked, tools: [search, weather], max_tool_calls: 1 }, [functionCall('get_weather', '{}')]),
    ],
    notFor: ['REQ-MAXTOOL-IGNORE'],
  },
  {
    name: 'two searches are made where one was allowed',
    exchanges: [
      created({ ...asked, tools: [search], max_tool_calls: 1 }, [
        searchCall(1),
        searchCall(2),
        message('Hello.'),
      ]),
    ],
    blamed: { 'REQ-MAXTOOL-IGNORE': '/output' },
  },
  {
    name: 'a server that is to ask is called unasked',
    exchanges: [created({ ...asked, tools: [guarded] }, [greeting('guarded'), message('Hello.')])],
    blamed: { 'TOOL-MCP-APPROVAL': '/output/0' },
  },
  {
    name: 'a server is called while approval is still asked for',
    exchanges: [created({ ...asked, tools: [guarded] }, [request('guarded'), greeting('guarded')])],
    blamed: { 'TOOL-MCP-APPROVAL': '/output/1' },
  },
  {
    name: 'a function is called beside a request for approval',
    exchanges: [
      created({ ...asked, tools: [guarded, weather] }, [
        request('guarded'),
        functionCall('get_weather', '{}'),
      ]),
    ],
    passed: ['TOOL-MCP-APPROVAL'],
  },
  {
    name: 'a server that need not ask is called beside one that has to',
    exchanges: [
      created({ ...asked, tools: [guarded, open] }, [
        otherItem('mcp_list_tools', { server_label: 'guarded', tools: [] }),
        greeting('open'),
        message('Hello.'),
      ]),
    ],
    notFor: ['TOOL-MCP-APPROVAL'],
  },
  {
    name: 'an approved server is called',
    exchanges: [created({ ...asked, input: answer(true), tools: [guarded] }, [greeting('guarded')])],
    passed: ['TOOL-MCP-APPROVAL'],
  },
  {
    name: 'a denied server is called',
    exchanges: [created({ ...asked, input: answer(false), tools: [guarded] }, [greeting('guarded')])],
    blamed: { 'TOOL-MCP-APPROVAL': '/output/0' },
  },
  {
    name: 'a message that says approve is no approval',
    exchanges: [
      created({ ...asked, input: [{ role: 'user', content: 'Greet.', approve: true }], tools: [guarded] }, [
        greeting('guarded'),
      ]),
    ],
    blamed: { 'TOOL-MCP-APPROVAL': '/output/0' },
  },
  {
    name: 'a tool without a type is no hosted tool',
    exchanges: [
      created({ ...asked, tools: [{ name: 'greet' }], tool_choice: 'required' }, [
        functionCall('greet', '{}'),
      ]),
    ],
    notFor: ['TOOL-HOSTED-CALL'],
  },
  {
    name: 'an approval may stand in an earlier turn',
    exchanges: [
      created({ ...asked, previous_response_id: 'resp_0', tools: [guarded] }, [
        greeting('guarded'),
        message('Hello.'),
      ]),
    ],
    notFor: ['TOOL-MCP-APPROVAL'],
  },
  {
    name: 'the sender approved a call, and it is not made',
    exchanges: [
      created({ ...asked, input: answer(true), tools: [guarded] }, [message('Hello.')], {
        intent: { notes: { approved: true } },
      }),
    ],
    blamed: { 'TOOL-MCP-APPROVED': '/output' },
  },
  {
    name: 'the sender denied one call and approved another, and the server does the opposite',
    exchanges: [
      created({ ...asked, previous_response_id: 'resp_0', tools: [guarded] }, [greeting('guarded')], {
        intent: { notes: { approved: false } },
        response: { id: 'resp_1' },
      }),
      created({ ...asked, previous_response_id: 'resp_0', tools: [guarded] }, [message('Hello.')], {
        intent: { notes: { approved: true } },
        response: { id: 'resp_2' },
      }),
    ],
    blamed: { 'TOOL-MCP-APPROVED': '/output' },
  },
);

function server(label: string, approval: string): JsonObject {
  return {
    type: 'mcp',
    server_label: label,
    server_url: `https://${label}.test/mcp`,
    require_approval: approval,
  };
}

function searchCall(place: number): JsonObject {
  return otherItem('web_search_call', {
    id: `ws_${place}`,
    status: 'completed',
    action: { type: 'search', query: 'greetings' },
  });
}

function greeting(label: string): JsonObject {
  return otherItem('mcp_call', {
    server_label: label,
    name: 'greet',
    arguments: '{}',
    output: 'Hello.',
    error: null,
  });
}

function request(label: string): JsonObject {
  return otherItem('mcp_approval_request', { server_label: label, name: 'greet', arguments: '{}' });
}

function answer(approve: boolean): readonly JsonObject[] {
  return [
    { type: 'message', role: 'user', content: 'Greet.' },
    { ...request('guarded'), id: 'mcpr_1' },
    { type: 'mcp_approval_response', approval_request_id: 'mcpr_1', approve },
  ];
}
