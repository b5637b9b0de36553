/** Something that must not appear in anything that is written. */
export interface Secret {
  /** What stands in its place: `[REDACTED:<name>]`. */
  readonly name: string;
  readonly value: string;
  /** A part of a key is a secret too; of other values only the whole. */
  readonly kind: 'key' | 'value';
}

/** One spelling of a secret that is looked for. */
export interface SecretForm {
  readonly name: string;
  readonly text: string;
  /** A shorter part than this is no secret. */
  readonly shortest: number;
}

/** What a redacted value is replaced by. Rules may look for it. */
export function redactionMark(name: string): string {
  return `[REDACTED:${name}]`;
}

/** What stands in place of a part of a key that came without the rest. */
export function fragmentMark(name: string): string {
  return `[REDACTED:${name}-fragment]`;
}

/** Shortest part of a key that counts as a fragment. */
const shortestFragment = 8;
/** Shorter values would be found everywhere; they are only redacted where they were put. */
const shortestKey = 5;
const shortestValue = 4;
const shortestNumber = 12;

/** The spellings of a secret: plain, and as JSON, URLs and base64 write it. None for a value that is too common. */
export function formsOf(secret: Secret): readonly SecretForm[] {
  const { name, value, kind } = secret;
  if (!isDistinctive(value, kind)) return [];
  // JSON may stand in a string of JSON, as the arguments of a call do, and each may escape slashes.
  const once = [value, withSlashes(value)].flatMap((text) => [text, inJson(text)]);
  const plain = [
    ...once.flatMap((text) => [text, withSlashes(text), inJson(text)]),
    encodeURIComponent(value),
  ];
  const encoded = [...base64Forms(value), ...base64Forms(`Bearer ${value}`)].filter(
    (text) => text.length >= 12,
  );
  const part = kind === 'key' ? shortestFragment : Number.POSITIVE_INFINITY;
  return [...new Set(plain)]
    .map((text) => ({ name, text, shortest: Math.min(text.length, part) }))
    .concat([...new Set(encoded)].map((text) => ({ name, text, shortest: Math.min(text.length, part * 2) })));
}

/** Whether a value can be looked for in an answer without hitting the protocol's own words. */
function isDistinctive(value: string, kind: Secret['kind']): boolean {
  if (value.length < (kind === 'key' ? shortestKey : shortestValue)) return false;
  if (/^[\d.,:+-]+$/.test(value)) return value.length >= shortestNumber;
  if (/^(v\d+|\d{4}-\d{2}-\d{2}(-\w+)?)$/.test(value)) return false;
  return !isProtocolWord(value);
}

/** Whether a part of a key is telling enough: words and time stamps are not. */
export function isTellingFragment(fragment: string): boolean {
  if (fragment.length < shortestFragment || isProtocolWord(fragment)) return false;
  if (/^\d+$/.test(fragment)) return fragment.length >= shortestNumber;
  return /[0-9A-Z]/.test(fragment) || fragment.length >= shortestNumber;
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function withSlashes(text: string): string {
  return text.replace(/(?<!\\)\//g, '\\/');
}

// base64 of a text inside a longer one starts at one of three alignments; the characters that also hold
// neighbouring bytes are left out.
function base64Forms(value: string): readonly string[] {
  const bytes = Buffer.from(value, 'utf8');
  return [0, 1, 2].flatMap((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const start = Math.ceil((shift * 8) / 6);
    const end = Math.floor(((shift + bytes.length) * 8) / 6);
    const inner = encoded.slice(start, end);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function isProtocolWord(value: string): boolean {
  return protocolWords.includes(value.toLowerCase());
}

/** Words that every answer may hold; a secret spelled like one of them (or a part of one) is none. */
const protocolWords = `
object response created_at completed_at status completed incomplete in_progress queued cancelled failed
message assistant developer system output_text input_text input_image input_file refusal summary_text reasoning_text
reasoning function_call function_call_output function tools arguments name call_id parallel_tool_calls
tool_choice required default disabled truncation temperature top_p top_logprobs max_output_tokens max_tool_calls
previous_response_id instructions metadata usage input_tokens output_tokens total_tokens input_tokens_details
output_tokens_details cached_tokens reasoning_tokens service_tier safety_identifier prompt_cache_key
prompt_cache_retention encrypted_content text format json_schema json_object verbosity medium minimal store
background conversation conversations include preview latest stream streaming stream_options include_obfuscation
application/json; charset=utf-8 text/event-stream text/plain keep-alive chunked bearer authorization api-key
error code param type invalid_request_error authentication_error not_found_error server_error rate_limit_error
rate_limit_exceeded model_not_found invalid_api_key image_generation_call code_interpreter_call web_search_call
web_search_preview file_search_call computer_use_preview local_shell_call custom_tool_call apply_patch_call
mcp_list_tools mcp_approval_request item_reference compaction input_items responses content_part sequence_number
output_index content_index summary_index item_id delta done added obfuscation logprobs annotations first_id last_id has_more
true false null none auto azure openai foundry open-responses reference hello weather get_weather location
x-ms-user-isolation-key content_filters agent_reference context_management deleted list limit order after before
`;
