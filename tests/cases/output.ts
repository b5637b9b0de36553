import type { JsonObject } from '../../schemas/json.js';

/** A part of a message that is text. */
export function part(text: string): JsonObject {
  return { type: 'output_text', text, annotations: [], logprobs: [] };
}

/** A message of the assistant. */
export function message(text: string, changes: JsonObject = {}): JsonObject {
  return {
    type: 'message',
    id: 'msg_1',
    role: 'assistant',
    status: 'completed',
    content: [part(text)],
    ...changes,
  };
}

/** A call of a function. */
export function functionCall(name: string, given: string, changes: JsonObject = {}): JsonObject {
  return {
    type: 'function_call',
    id: 'fc_1',
    call_id: 'call_1',
    status: 'completed',
    name,
    arguments: given,
    ...changes,
  };
}

/** A call of a custom tool. */
export function customCall(name: string, input: string, changes: JsonObject = {}): JsonObject {
  return {
    type: 'custom_tool_call',
    id: 'ctc_1',
    call_id: 'call_1',
    status: 'completed',
    name,
    input,
    ...changes,
  };
}

/** A reasoning item with a summary in these words, empty where there are none. */
export function reasoning(summary: readonly string[] = [], changes: JsonObject = {}): JsonObject {
  return {
    type: 'reasoning',
    id: 'rs_1',
    summary: summary.map((text) => ({ type: 'summary_text', text })),
    ...changes,
  };
}

/** An item of any other type, completed where it has a status. */
export function otherItem(type: string, members: JsonObject): JsonObject {
  return { type, id: `${type}_1`, ...members };
}

/** Reasoning with a text. */
export function reasoned(text: string, changes: JsonObject = {}): JsonObject {
  return {
    type: 'reasoning',
    id: 'rs_1',
    status: 'completed',
    summary: [],
    content: [{ type: 'reasoning_text', text }],
    ...changes,
  };
}
