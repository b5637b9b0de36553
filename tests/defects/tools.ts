import { arrayAt, isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';
import { accepting, alteringItems, alteringResponses, byDefault, ignoring, refusing } from './building.js';
import type { Defect } from './defect.js';

const area = 'tools';

/** A server that acts on another tool choice than it was asked for. */
function choosing(choose: (choice: JsonValue | undefined) => JsonValue | undefined): Defect['change'] {
  return {
    acted: (body) => {
      const choice = choose(body['tool_choice']);
      const { tool_choice: _, ...rest } = body;
      return choice === undefined ? rest : { ...rest, tool_choice: choice };
    },
  };
}

/** A server that shows each tool of the request otherwise. */
function showingTools(show: (tool: JsonObject) => JsonObject): Defect['change'] {
  return alteringResponses((response) => ({
    ...response,
    tools: arrayAt(response, 'tools').map((tool) => (isObject(tool) ? show(tool) : tool)),
  }));
}

/** A server that reads each input item of a type otherwise. */
function reading(type: string, read: (item: JsonObject) => JsonObject) {
  return (body: JsonValue | undefined): JsonValue | undefined => {
    if (!isObject(body) || !Array.isArray(body['input'])) return body;
    const input = body['input'].map((item) => (isObject(item) && item['type'] === type ? read(item) : item));
    return { ...body, input };
  };
}

function actingOn(read: (body: JsonValue | undefined) => JsonValue | undefined): Defect['change'] {
  return {
    acted: (body) => {
      const found = read(body);
      return isObject(found) ? found : body;
    },
  };
}

export const toolsDefects: readonly Defect[] = [
  {
    name: 'tool-choice-501',
    area,
    symptom: 'a named or required tool_choice is answered 501',
    seenIn: 'vllm-project/vllm#53626',
    caughtBy: ['ERR-5XX-VALID'],
    collateral: 20,
    change: refusing((body) => isObject(body['tool_choice']) || body['tool_choice'] === 'required', {
      status: 501,
      param: 'tool_choice',
      message: 'tool_choice is not implemented for this model.',
    }),
  },
  {
    name: 'tool-choice-required-as-auto',
    area,
    symptom: 'required and named choices are treated as auto',
    seenIn: 'vllm-project/vllm#49785',
    caughtBy: ['REQ-TOOLCHOICE-REQUIRED', 'REQ-TOOLCHOICE-FN'],
    collateral: 30,
    change: choosing((choice) => (choice === 'none' ? choice : 'auto')),
  },
  {
    name: 'named-choice-as-required',
    area,
    symptom: 'a named choice forces a call of any tool',
    caughtBy: ['REQ-TOOLCHOICE-FN'],
    change: choosing((choice) => (isObject(choice) && choice['type'] === 'function' ? 'required' : choice)),
  },
  {
    name: 'none-ignored',
    area,
    symptom: 'tools are called although the choice is none',
    caughtBy: ['REQ-TOOLCHOICE-NONE'],
    change: choosing((choice) => (choice === 'none' ? 'auto' : choice)),
  },
  {
    name: 'no-choice-means-none',
    area,
    symptom: 'tool_choice defaults to none',
    caughtBy: ['REQ-TOOLCHOICE-AUTO'],
    change: byDefault('tool_choice', 'none'),
  },
  {
    name: 'allowed-tools-ignored',
    area,
    symptom: 'tools outside allowed_tools are called',
    caughtBy: ['REQ-ALLOWED-ENFORCE'],
    change: choosing((choice) =>
      isObject(choice) && choice['type'] === 'allowed_tools' ? (choice['mode'] ?? 'auto') : choice,
    ),
  },
  {
    name: 'custom-tool-as-function-call',
    area,
    symptom: 'custom tools are called by function_call with wrapped text',
    seenIn: 'antirez/ds4#745',
    caughtBy: ['TOOL-CUSTOM-CALL'],
    change: alteringItems('custom_tool_call', ({ input, ...item }) => ({
      ...item,
      type: 'function_call',
      arguments: JSON.stringify({ input: input ?? '' }),
    })),
  },
  {
    name: 'call-names-prefixed',
    area,
    symptom: 'functions are called under "functions.name"',
    caughtBy: ['TOOL-NAME-KNOWN'],
    collateral: 20,
    change: alteringItems('function_call', (item) => ({ ...item, name: `functions.${item['name']}` })),
  },
  {
    name: 'parallel-off-ignored',
    area,
    symptom: 'parallel_tool_calls false is ignored',
    caughtBy: ['TOOL-PARALLEL-OFF'],
    change: ignoring('parallel_tool_calls'),
  },
  {
    name: 'tools-echoed-in-chat-form',
    area,
    symptom: 'tools come back nested under function',
    caughtBy: ['RES-TOOLS-ECHO'],
    change: showingTools((tool) => {
      const { type, ...definition } = tool;
      return type === 'function' ? { type, function: definition } : tool;
    }),
  },
  {
    name: 'tool-parameters-not-echoed',
    area,
    symptom: 'tools come back with empty parameters',
    caughtBy: ['RES-TOOLS-ECHO'],
    change: showingTools((tool) => (tool['type'] === 'function' ? { ...tool, parameters: {} } : tool)),
  },
  {
    name: 'tools-not-echoed',
    area,
    symptom: 'tools comes back empty',
    caughtBy: ['RES-TOOLS-ECHO'],
    change: alteringResponses((response) => ({ ...response, tools: [] })),
  },
  {
    name: 'arguments-as-object',
    area,
    symptom: 'arguments is an object',
    caughtBy: ['RES-FN-ARGS-JSON'],
    collateral: 20,
    change: alteringResponses((response) => ({
      ...response,
      output: arrayAt(response, 'output').map((item) =>
        isObject(item) && item['type'] === 'function_call' && typeof item['arguments'] === 'string'
          ? { ...item, arguments: { raw: item['arguments'] } }
          : item,
      ),
    })),
  },
  {
    name: 'strict-ignored',
    area,
    symptom: 'arguments of strict functions lack required members',
    caughtBy: ['RES-FN-ARGS-JSON'],
    change: alteringItems('function_call', (item) => ({ ...item, arguments: '{}' })),
  },
  {
    name: 'arguments-in-words',
    area,
    symptom: 'arguments of functions that are not strict are no JSON',
    caughtBy: ['TOOL-ARGS-PARSE'],
    level: 'SHOULD',
    change: alteringItems('function_call', (item, _, { body }) =>
      arrayAt(body ?? {}, 'tools').some((tool) => isObject(tool) && tool['strict'] === false)
        ? { ...item, arguments: 'location: Paris' }
        : item,
    ),
  },
  {
    name: 'grammar-ignored',
    area,
    symptom: 'grammars of custom tools are accepted and ignored',
    caughtBy: ['TOOL-CUSTOM-GRAMMAR'],
    change: alteringItems('custom_tool_call', (item) => ({ ...item, input: 'some day at noon' })),
  },
  {
    name: 'hm-call-ids-repeat',
    area,
    symptom: 'parallel calls share a call_id',
    caughtBy: ['TOOL-CALL-ID-UNIQUE'],
    collateral: 20,
    change: alteringItems('function_call', (item, _, { ordinal }) => ({
      ...item,
      call_id: `call_of_${ordinal}`,
    })),
  },
  {
    name: 'call-ids-count-per-response',
    area,
    symptom: 'calls are numbered anew in each response',
    caughtBy: ['TOOL-CALL-ID-RUN'],
    level: 'SHOULD',
    collateral: 20,
    change: alteringItems('function_call', (item, index) => ({ ...item, call_id: `call_${index}` })),
  },
  {
    name: 'call-id-confused-with-item-id',
    area,
    symptom: 'the id of a tool output is taken for its call_id',
    seenIn: 'router-for-me/CLIProxyAPI#5692',
    caughtBy: ['RES-CALLID-LINK'],
    change: {
      body: reading('function_call_output', (item) =>
        typeof item['id'] === 'string' ? { ...item, call_id: item['id'] } : item,
      ),
    },
  },
  {
    name: 'hosted-output-unlinked',
    area,
    symptom: 'outputs of programs have a call_id of their own',
    caughtBy: ['TOOL-OUTPUT-LINK'],
    change: alteringItems('program_output', (item) => ({ ...item, call_id: 'call_elsewhere' })),
  },
  {
    name: 'tool-results-dropped',
    area,
    symptom: 'tool results are accepted and do not reach the model',
    caughtBy: ['TOOL-RESULT-COUNTED'],
    change: actingOn(reading('function_call_output', (item) => ({ ...item, output: '' }))),
  },
  {
    name: 'tool-results-in-parts-dropped',
    area,
    symptom: 'tool results in content parts do not reach the model',
    caughtBy: ['TOOL-RESULT-COUNTED'],
    change: actingOn(
      reading('function_call_output', (item) =>
        Array.isArray(item['output']) ? { ...item, output: '' } : item,
      ),
    ),
  },
  {
    name: 'stray-results-accepted',
    area,
    symptom: 'a result for a call that nobody made is accepted',
    caughtBy: ['TOOL-OUTPUT-UNLINKED'],
    level: 'SHOULD',
    change: {
      fault: (fault) => (fault?.message.startsWith('No tool call found') ? null : fault),
    },
  },
  {
    name: 'undeclared-choice-accepted',
    area,
    symptom: 'a choice of an undeclared function is accepted',
    caughtBy: ['TOOL-CHOICE-UNDECLARED'],
    level: 'SHOULD',
    change: accepting(/^tool_choice/),
  },
  {
    name: 'hosted-calls-hidden',
    area,
    symptom: 'calls of hosted tools do not show in the output',
    caughtBy: ['TOOL-HOSTED-CALL'],
    collateral: 30,
    change: alteringItems(null, (item) =>
      String(item['type']).endsWith('_call') && !/^(function|custom_tool)_call$/.test(String(item['type']))
        ? null
        : item,
    ),
  },
  {
    name: 'max-tool-calls-ignored',
    area,
    symptom: 'more calls of built-in tools are made than max_tool_calls allows',
    caughtBy: ['REQ-MAXTOOL-IGNORE'],
    change: ignoring('max_tool_calls'),
  },
  {
    name: 'mcp-approval-skipped',
    area,
    symptom: 'MCP tools are called without the approval they require',
    caughtBy: ['TOOL-MCP-APPROVAL'],
    change: {
      acted: (body) => ({
        ...body,
        ...(body['tools'] === undefined
          ? {}
          : {
              tools: arrayAt(body, 'tools').map((tool) =>
                isObject(tool) && tool['type'] === 'mcp' ? { ...tool, require_approval: 'never' } : tool,
              ),
            }),
      }),
    },
  },
  {
    name: 'mcp-approval-lost',
    area,
    symptom: 'an approved MCP call is never made',
    caughtBy: ['TOOL-MCP-APPROVED'],
    change: actingOn(reading('mcp_approval_response', (item) => ({ ...item, approve: false }))),
  },
  {
    name: 'mcp-denial-ignored',
    area,
    symptom: 'a denied MCP call is made all the same',
    caughtBy: ['TOOL-MCP-APPROVED'],
    change: actingOn(reading('mcp_approval_response', (item) => ({ ...item, approve: true }))),
  },
];
