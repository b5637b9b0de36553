import {
  isObject,
  type JsonObject,
  type JsonValue,
  jsonEqual,
  objectsAt,
  stringAt,
} from '../../../schemas/json.js';

/** How the echo of one request parameter is compared with what was sent. */
export interface EchoedParameter {
  readonly name: string;
  /** Pointer into request and response. */
  readonly pointer: string;
  /** Whether null in place of a sent value is a loss that contract section d forbids (RES-ECHO). */
  readonly kept: boolean;
  readonly same: (sent: JsonValue, shown: JsonValue) => boolean;
}

/** Numbers that went through single precision on their way are the same. */
function closeNumbers(sent: JsonValue, shown: JsonValue): boolean {
  if (typeof sent !== 'number' || typeof shown !== 'number') return sent === shown;
  return Math.abs(sent - shown) <= 1e-6 * Math.max(1, Math.abs(sent));
}

const equal = (sent: JsonValue, shown: JsonValue) => jsonEqual(sent, shown);

/** Spellings of one retention differ between dialects: `in_memory`, `in-memory`. */
function sameWord(sent: JsonValue, shown: JsonValue): boolean {
  const plain = (value: JsonValue) => (typeof value === 'string' ? value.replaceAll('-', '_') : value);
  return plain(sent) === plain(shown);
}

/** Text formats come back with defaults filled in; what was sent must be there. */
function sameFormat(sent: JsonValue, shown: JsonValue): boolean {
  if (!isObject(sent) || !isObject(shown)) return false;
  return ['type', 'name', 'schema', 'strict'].every((member) => {
    const value = sent[member];
    if (value === undefined || value === null) return true;
    return jsonEqual(value, shown[member]);
  });
}

/** What a tool choice picks: its mode, type and names. */
export function sameToolChoice(sent: JsonValue, shown: JsonValue): boolean {
  if (!isObject(sent)) return sent === shown;
  if (!isObject(shown)) return false;
  const names = (choice: JsonObject) =>
    objectsAt(choice, 'tools').map(({ value }) => `${stringAt(value, 'type')} ${stringAt(value, 'name')}`);
  return (
    ['type', 'name', 'mode', 'server_label'].every(
      (member) => sent[member] === undefined || sent[member] === shown[member],
    ) && jsonEqual(names(sent), names(shown))
  );
}

/** Parameters whose echo is judged under RES-ECHO. Others have rules of their own: metadata, store, model, tools, service_tier. */
export const echoedParameters: readonly EchoedParameter[] = [
  { name: 'instructions', pointer: '/instructions', kept: true, same: equal },
  { name: 'temperature', pointer: '/temperature', kept: true, same: closeNumbers },
  { name: 'top_p', pointer: '/top_p', kept: true, same: closeNumbers },
  { name: 'truncation', pointer: '/truncation', kept: true, same: equal },
  { name: 'parallel_tool_calls', pointer: '/parallel_tool_calls', kept: true, same: equal },
  { name: 'tool_choice', pointer: '/tool_choice', kept: true, same: sameToolChoice },
  { name: 'text.format', pointer: '/text/format', kept: true, same: sameFormat },
  { name: 'max_output_tokens', pointer: '/max_output_tokens', kept: false, same: equal },
  { name: 'max_tool_calls', pointer: '/max_tool_calls', kept: false, same: equal },
  { name: 'top_logprobs', pointer: '/top_logprobs', kept: false, same: equal },
  { name: 'previous_response_id', pointer: '/previous_response_id', kept: false, same: equal },
  { name: 'background', pointer: '/background', kept: false, same: equal },
  { name: 'text.verbosity', pointer: '/text/verbosity', kept: false, same: equal },
  { name: 'reasoning.effort', pointer: '/reasoning/effort', kept: false, same: equal },
  { name: 'user', pointer: '/user', kept: false, same: equal },
  { name: 'safety_identifier', pointer: '/safety_identifier', kept: false, same: equal },
  { name: 'prompt_cache_key', pointer: '/prompt_cache_key', kept: false, same: equal },
  { name: 'prompt_cache_retention', pointer: '/prompt_cache_retention', kept: false, same: sameWord },
  { name: 'presence_penalty', pointer: '/presence_penalty', kept: false, same: closeNumbers },
  { name: 'frequency_penalty', pointer: '/frequency_penalty', kept: false, same: closeNumbers },
];
