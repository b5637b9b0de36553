import { cases } from './case.js';
import { functionCall, message, otherItem } from './output.js';
import { created } from './traffic.js';

const weather = { type: 'function', name: 'get_weather', strict: false, parameters: { type: 'object' } };
const time = { type: 'function', name: 'get_time', strict: false, parameters: { type: 'object' } };
const asked = { model: 'm', input: 'What is the weather?', tools: [weather, time] };
const search = otherItem('web_search_call', { status: 'completed' });

export const toolChoiceCases = cases(
  {
    name: 'a choice of "none" without tools forbids nothing',
    exchanges: [created({ model: 'm', input: 'Hello', tool_choice: 'none' }, [message('Hello.')])],
    notFor: ['REQ-TOOLCHOICE-NONE'],
  },
  {
    name: 'words where no tool may be called',
    exchanges: [created({ ...asked, tool_choice: 'none' }, [message('It is sunny.')])],
    passed: ['REQ-TOOLCHOICE-NONE'],
  },
  {
    name: 'a call where no tool may be called',
    exchanges: [created({ ...asked, tool_choice: 'none' }, [functionCall('get_weather', '{}')])],
    blamed: { 'REQ-TOOLCHOICE-NONE': '/output/0' },
  },
  {
    name: 'a forced call without tools to call',
    exchanges: [created({ model: 'm', input: 'Hello', tool_choice: 'required' }, [message('Hello.')])],
    notFor: ['REQ-TOOLCHOICE-REQUIRED'],
  },
  {
    name: 'words in place of a forced call',
    exchanges: [created({ ...asked, tool_choice: 'required' }, [message('It is sunny.')])],
    blamed: { 'REQ-TOOLCHOICE-REQUIRED': '/output' },
  },
  {
    name: 'a request for approval is the beginning of a forced call',
    exchanges: [
      created(
        {
          model: 'm',
          input: 'Greet.',
          tools: [{ type: 'mcp', server_label: 'greeter', server_url: 'https://greeter.test/mcp' }, weather],
          tool_choice: 'required',
        },
        [
          otherItem('mcp_approval_request', {
            server_label: 'greeter',
            name: 'greet',
            arguments: '{}',
          }),
        ],
      ),
    ],
    passed: ['REQ-TOOLCHOICE-REQUIRED'],
    notFor: ['TOOL-HOSTED-CALL', 'TOOL-MCP-APPROVAL'],
  },
  {
    name: 'a refusal in place of a forced call',
    exchanges: [
      created({ ...asked, tool_choice: 'required' }, [
        message('', { content: [{ type: 'refusal', refusal: 'I cannot do that.' }] }),
      ]),
    ],
    notFor: ['REQ-TOOLCHOICE-REQUIRED'],
  },
  {
    name: 'the named function is called twice',
    exchanges: [
      created({ ...asked, tool_choice: { type: 'function', name: 'get_time' } }, [
        functionCall('get_time', '{}'),
        functionCall('get_time', '{}', { id: 'fc_2', call_id: 'call_2' }),
      ]),
    ],
    passed: ['REQ-TOOLCHOICE-FN'],
  },
  {
    name: 'words in place of a call of the named function',
    exchanges: [
      created({ ...asked, tool_choice: { type: 'function', name: 'get_time' } }, [message('It is noon.')]),
    ],
    blamed: { 'REQ-TOOLCHOICE-FN': '/output' },
  },
  {
    name: 'another function is called beside the named one',
    exchanges: [
      created({ ...asked, tool_choice: { type: 'function', name: 'get_time' } }, [
        functionCall('get_time', '{}'),
        functionCall('get_weather', '{}', { id: 'fc_2', call_id: 'call_2' }),
      ]),
    ],
    blamed: { 'REQ-TOOLCHOICE-FN': '/output' },
  },
  {
    name: 'a choice that was left out is shown as "required"',
    exchanges: [created(asked, [functionCall('get_time', '{}')], { response: { tool_choice: 'required' } })],
    blamed: { 'REQ-TOOLCHOICE-AUTO': '/tool_choice' },
  },
  {
    name: 'words where one of the allowed tools must be called',
    exchanges: [created({ ...asked, tool_choice: allowed('required') }, [message('It is sunny.')])],
    blamed: { 'REQ-ALLOWED-ENFORCE': '/output' },
  },
  {
    name: 'words where one of the allowed tools may be called',
    exchanges: [created({ ...asked, tool_choice: allowed('auto') }, [message('It is sunny.')])],
    passed: ['REQ-ALLOWED-ENFORCE'],
  },
  {
    name: 'a call of a tool that is not among the allowed ones',
    exchanges: [
      created({ ...asked, tool_choice: allowed('required') }, [
        functionCall('get_time', '{}'),
        functionCall('get_weather', '{}', { id: 'fc_2', call_id: 'call_2' }),
      ]),
    ],
    blamed: { 'REQ-ALLOWED-ENFORCE': '/output/1/name' },
  },
  {
    name: 'a hosted tool among the tools may be allowed by its type',
    exchanges: [
      created(
        {
          ...asked,
          tools: [...asked.tools, { type: 'web_search' }],
          tool_choice: { ...allowed('required'), tools: [{ type: 'web_search' }] },
        },
        [search, message('It is sunny.')],
      ),
    ],
    notFor: ['REQ-ALLOWED-ENFORCE', 'TOOL-NAME-KNOWN'],
  },
);

function allowed(mode: string) {
  return { type: 'allowed_tools', mode, tools: [{ type: 'function', name: 'get_time' }] };
}
