import { isObject, type JsonObject, type JsonValue, objectAt, stringAt } from '../../../schemas/json.js';
import { type HostedRequest, type HostedResult, hostedItem } from './hosted-tools.js';
import type { OfferedTool } from './tools.js';
import { valueForSchema } from './values.js';

type Tool = (offered: OfferedTool, request: HostedRequest) => HostedResult;

/** A tool whose call and output are two items linked by call id. */
function paired(
  stem: string,
  prefix: string,
  details: (offered: OfferedTool, request: HostedRequest) => CallDetails,
): Tool {
  return (offered, request) => {
    const { newId } = request;
    const { args, output, name } = details(offered, request);
    const callId = newId('call');
    const named = name === undefined ? {} : { name };
    const text = JSON.stringify(args);
    const call = {
      id: newId(prefix),
      type: `${stem}_call`,
      status: 'completed',
      call_id: callId,
      ...named,
      arguments: text,
    };
    const result = {
      id: newId(`${prefix}o`),
      type: `${stem}_call_output`,
      status: 'completed',
      call_id: callId,
      ...named,
      output,
    };
    return { items: [hostedItem(call, text), hostedItem(result, '')] };
  };
}

interface CallDetails {
  readonly args: JsonValue;
  readonly output: JsonValue;
  readonly name?: string;
}

const searched = (_offered: OfferedTool, { query }: HostedRequest): CallDetails => ({
  args: { query },
  output: {
    documents: [
      { id: 'doc-1', title: 'Document 1', url: 'https://example.com/doc/1', content: `About ${query}` },
    ],
  },
});

/** The definition of the one function that a tool calls, with arguments made for it. */
function defined(definition: JsonObject | null, fallback: string, { seed }: HostedRequest): CallDetails {
  const schema = definition?.parameters;
  const made = isObject(schema) ? valueForSchema(schema, { variant: seed, wish: () => null }) : {};
  return {
    name: stringAt(definition, 'name') ?? fallback,
    args: isObject(made) ? made : {},
    output: JSON.stringify({ status: 'ok', value: seed % 100 }),
  };
}

const openapi = paired('openapi', 'oa', ({ tool }, request) => {
  const definition = objectAt(tool, 'openapi');
  const functions = Array.isArray(definition?.functions) ? definition.functions.filter(isObject) : [];
  const chosen = defined(functions[0] ?? null, operationOf(definition), request);
  return { ...chosen, name: functions.length > 0 ? (chosen.name ?? '') : operationOf(definition) };
});

/** Name of the definition with the first operation of its specification. */
function operationOf(definition: JsonObject | null): string {
  const name = stringAt(definition, 'name') ?? 'openapi';
  const paths = objectAt(objectAt(definition, 'spec') ?? {}, 'paths');
  const operations = Object.values(paths ?? {}).flatMap((path) =>
    isObject(path) ? Object.values(path).filter(isObject) : [],
  );
  const operation = stringAt(operations[0], 'operationId');
  return operation === null ? name : `${name}_${operation}`;
}

const memorySearch: Tool = ({ tool }, { query, newId }) => {
  const memories = [
    {
      memory_id: 'mem_1',
      updated_at: 1_793_491_200,
      scope: stringAt(tool, 'scope') ?? 'reference',
      content: `Asked about ${query}`,
      kind: 'chat_summary',
    },
  ];
  const item = { id: newId('mem'), type: 'memory_search_call', status: 'completed', memories };
  return { items: [hostedItem(item, query)] };
};

const structuredOutputs: Tool = ({ tool }, { seed, newId }) => {
  const schema = objectAt(tool, 'outputs')?.schema;
  const output = valueForSchema(schema ?? {}, { variant: seed, wish: () => null });
  const item = { id: newId('so'), type: 'structured_outputs', output };
  return { items: [hostedItem(item, JSON.stringify(output))] };
};

/** A preview tool behind a connection to which the user has not yet consented. */
const consent: Tool = ({ tool, type }, { newId }) => {
  const label = stringAt(tool, 'server_label') ?? type;
  const item = {
    id: newId('oauth'),
    type: 'oauth_consent_request',
    consent_link: `https://example.com/consent/${encodeURIComponent(label)}`,
    server_label: label,
  };
  return { items: [hostedItem(item, label)], waitsForCaller: true };
};

const workflow: Tool = (_offered, { query, newId }) => {
  const item = {
    id: newId('wfa'),
    type: 'workflow_action',
    kind: 'ToolboxSearch',
    action_id: newId('action'),
    status: 'completed',
  };
  return { items: [hostedItem(item, query)] };
};

/** The tools that only Foundry has, by type. */
export const foundryTools: { readonly [type: string]: Tool | undefined } = {
  bing_grounding: paired('bing_grounding', 'bg', searched),
  bing_custom_search_preview: paired('bing_custom_search_preview', 'bcs', searched),
  sharepoint_grounding_preview: paired('sharepoint_grounding_preview', 'sp', searched),
  azure_ai_search: paired('azure_ai_search', 'ais', searched),
  fabric_dataagent_preview: paired('fabric_dataagent_preview', 'fda', searched),
  browser_automation_preview: paired('browser_automation_preview', 'ba', (_offered, { query }) => ({
    args: { task: query },
    output: `Done: ${query}`,
  })),
  openapi,
  azure_function: paired('azure_function', 'af', ({ tool }, request) =>
    defined(objectAt(objectAt(tool, 'azure_function') ?? {}, 'function'), 'azure_function', request),
  ),
  a2a_preview: paired('a2a_preview', 'a2a', (_offered, { query }) => ({
    name: 'a2a_preview',
    args: { message: query },
    output: `The agent answers: ${query}`,
  })),
  memory_search_preview: memorySearch,
  capture_structured_outputs: structuredOutputs,
  work_iq_preview: consent,
  fabric_iq_preview: consent,
  toolbox_search_preview: workflow,
};
