import { arrayAt, isObject, type JsonObject, numberAt, stringAt } from '../../../schemas/json.js';
import type { NewId } from '../identifiers.js';
import type { PlannedItem } from '../plan.js';
import { countTokens } from '../tokenizer.js';
import { png } from './images.js';
import type { OfferedTool } from './tools.js';

/** What a call of a hosted tool is about. */
export interface HostedRequest {
  readonly query: string;
  readonly seed: number;
  readonly newId: NewId;
}

/** What a hosted tool does: items of the call, and annotations that the answer then carries. */
export interface HostedResult {
  readonly items: readonly PlannedItem[];
  /** Made for the final text, whose end they may point at. */
  readonly annotations?: (text: string) => readonly JsonObject[];
  /** The caller has to act before an answer can be given. */
  readonly waitsForCaller?: boolean;
}

type Tool = (offered: OfferedTool, request: HostedRequest) => HostedResult;

/** One item that costs what its words cost. */
export function hostedItem(item: JsonObject, words: string): PlannedItem {
  return { item, tokens: countTokens(words), reasoningTokens: 0 };
}

const webSearch: Tool = (_tool, { query, newId }) => {
  const url = 'https://example.com/source/1';
  const item = {
    id: newId('ws'),
    type: 'web_search_call',
    status: 'completed',
    action: { type: 'search', query, sources: [{ type: 'url', url }] },
    results: [{ type: 'text_result', url, title: 'Source 1', snippet: `About ${query}` }],
  };
  return {
    items: [hostedItem(item, query)],
    annotations: (text) => [
      { type: 'url_citation', start_index: 0, end_index: text.length, url, title: 'Source 1' },
    ],
  };
};

const fileSearch: Tool = ({ tool }, { query, newId }) => {
  const most = numberAt(tool, 'max_num_results') ?? 2;
  const results = [1, 2].slice(0, Math.max(0, most)).map((place) => ({
    file_id: `file-reference${place}`,
    filename: `reference-${place}.txt`,
    score: 1 - place / 10,
    text: `Passage ${place} about ${query}`,
    attributes: {},
  }));
  const item = { id: newId('fs'), type: 'file_search_call', status: 'completed', queries: [query], results };
  return {
    items: [hostedItem(item, query)],
    annotations: (text) => [
      { type: 'file_citation', index: text.length, file_id: 'file-reference1', filename: 'reference-1.txt' },
    ],
  };
};

const codeInterpreter: Tool = ({ tool }, { seed, newId }) => {
  const code = `value = ${seed % 100} + 1\nprint(value)`;
  const container = typeof tool.container === 'string' ? tool.container : newId('cntr');
  const item = {
    id: newId('ci'),
    type: 'code_interpreter_call',
    status: 'completed',
    code,
    container_id: container,
    outputs: [{ type: 'logs', logs: `${(seed % 100) + 1}\n` }],
  };
  return { items: [hostedItem(item, code)] };
};

const imageGeneration: Tool = ({ tool }, { query, seed, newId }) => {
  const partial = Math.min(numberAt(tool, 'partial_images') ?? 0, 3);
  const sized = stringAt(tool, 'size');
  const item = {
    id: newId('ig'),
    type: 'image_generation_call',
    status: 'completed',
    background: 'opaque',
    output_format: 'png',
    quality: 'low',
    size: sized === null || sized === 'auto' ? '1024x1024' : sized,
    revised_prompt: query,
    result: png(seed),
  };
  const partialImages = Array.from({ length: partial }, (_, index) => png(seed ^ (index + 1)));
  return { items: [{ ...hostedItem(item, query), partialImages }] };
};

const computer: Tool = ({ type }, { newId }) => {
  const action = { type: 'screenshot' };
  const item = {
    id: newId('cu'),
    type: 'computer_call',
    status: 'completed',
    call_id: newId('call'),
    ...(type === 'computer' ? { actions: [action] } : { action }),
    pending_safety_checks: [],
  };
  return { items: [hostedItem(item, 'screenshot')], waitsForCaller: true };
};

const localShell: Tool = (_tool, { newId }) => {
  const item = {
    id: newId('lsh'),
    type: 'local_shell_call',
    status: 'completed',
    call_id: newId('call'),
    action: {
      type: 'exec',
      command: ['ls', '-l'],
      timeout_ms: null,
      working_directory: null,
      env: {},
      user: null,
    },
  };
  return { items: [hostedItem(item, 'ls -l')], waitsForCaller: true };
};

const shell: Tool = ({ tool }, { newId }) => {
  const environment = isObject(tool.environment) ? tool.environment : null;
  const local = environment === null || environment.type === 'local';
  const callId = newId('call');
  const container = stringAt(environment, 'container_id') ?? (local ? null : newId('cntr'));
  const call = {
    id: newId('sh'),
    type: 'shell_call',
    status: 'completed',
    call_id: callId,
    action: { commands: ['echo reference'], timeout_ms: null, max_output_length: null },
    environment:
      container === null ? { type: 'local' } : { type: 'container_reference', container_id: container },
  };
  if (local) return { items: [hostedItem(call, 'echo reference')], waitsForCaller: true };
  const output = {
    id: newId('sho'),
    type: 'shell_call_output',
    status: 'completed',
    call_id: callId,
    max_output_length: null,
    output: [{ stdout: 'reference\n', stderr: '', outcome: { type: 'exit', exit_code: 0 } }],
  };
  return { items: [hostedItem(call, 'echo reference'), hostedItem(output, '')] };
};

const applyPatch: Tool = (_tool, { newId }) => {
  const diff = '+# Notes\n+\n+- one\n';
  const item = {
    id: newId('apc'),
    type: 'apply_patch_call',
    status: 'completed',
    call_id: newId('call'),
    operation: { type: 'create_file', path: 'notes.md', diff },
  };
  return { items: [hostedItem(item, diff)], waitsForCaller: true };
};

const toolSearch: Tool = ({ tool }, { query, newId }) => {
  const client = tool.execution === 'client';
  const call = {
    id: newId('tsc'),
    type: 'tool_search_call',
    status: 'completed',
    call_id: client ? newId('call') : null,
    execution: client ? 'client' : 'server',
    arguments: { goal: query },
  };
  if (client) return { items: [hostedItem(call, query)], waitsForCaller: true };
  const output = {
    id: newId('tso'),
    type: 'tool_search_output',
    status: 'completed',
    call_id: null,
    execution: 'server',
    tools: arrayAt(tool, 'tools'),
  };
  return { items: [hostedItem(call, query), hostedItem(output, '')] };
};

const program: Tool = (_tool, { seed, newId }) => {
  const callId = newId('call');
  const code = `text(JSON.stringify({ value: ${seed % 100} }));\n`;
  const call = {
    id: newId('cm'),
    type: 'program',
    call_id: callId,
    code,
    fingerprint: `gAAAAA${seed.toString(16)}`,
  };
  const output = {
    id: newId('cmo'),
    type: 'program_output',
    status: 'completed',
    call_id: callId,
    result: JSON.stringify({ value: seed % 100 }),
  };
  return { items: [hostedItem(call, code), hostedItem(output, '')] };
};

/** The hosted tools that OpenAI's dialect has, by type. */
export const hostedTools: { readonly [type: string]: Tool | undefined } = {
  web_search: webSearch,
  web_search_2025_08_26: webSearch,
  web_search_preview: webSearch,
  web_search_preview_2025_03_11: webSearch,
  file_search: fileSearch,
  code_interpreter: codeInterpreter,
  image_generation: imageGeneration,
  computer,
  computer_use_preview: computer,
  local_shell: localShell,
  shell,
  apply_patch: applyPatch,
  tool_search: toolSearch,
  programmatic_tool_calling: program,
};
