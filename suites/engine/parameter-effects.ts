import {
  arrayAt,
  isJson,
  isObject,
  type JsonValue,
  numberAt,
  objectAt,
  objectsAt,
  stringAt,
} from '../../schemas/json.js';
import { serviceSigns } from './capability/service.js';
import type { ExchangeView } from './view.js';

/** What an exchange shows about a parameter that it used; `accepted`: taken, and the answer has no place to show it. */
export type ParameterTrace = 'effective' | 'ignored' | 'rejected' | 'echoed' | 'accepted';

type Effect = (view: ExchangeView, value: JsonValue) => ParameterTrace | null;

/** Members whose effect can be seen beyond their echo. Null: this exchange does not tell. */
export const visibleEffects: { readonly [name: string]: Effect | undefined } = {
  model: (view) => (stringAt(view.response?.value, 'model') === null ? 'ignored' : 'effective'),
  input: () => 'effective',
  stream: (view, value) => {
    if (value !== true) return null;
    return view.stream !== null && view.stream.events > 0 ? 'effective' : 'ignored';
  },
  stream_options: (view, value) => {
    if (!isObject(value) || value['include_obfuscation'] !== false || view.stream === null) return null;
    for (const event of view.events()) if (event.data?.['obfuscation'] !== undefined) return 'ignored';
    return 'effective';
  },
  background: (view, value) => {
    if (value !== true) return null;
    const seen = serviceSigns.background(view);
    if (seen === null) return null;
    return seen.present ? 'effective' : 'ignored';
  },
  tools: (view) => (callsOf(view) > 0 ? 'effective' : null),
  tool_choice: (view, value) => {
    if (!completed(view)) return null;
    const forced = value === 'required' || (isObject(value) && value['type'] === 'function');
    if (forced) return callsOf(view) > 0 ? 'effective' : 'ignored';
    return value === 'none' && callsOf(view) > 0 ? 'ignored' : null;
  },
  parallel_tool_calls: (view, value) => {
    if (value === false && callsOf(view) > 1) return 'ignored';
    return value === true && callsOf(view) > 1 ? 'effective' : null;
  },
  max_output_tokens: (view, value) => {
    if (stringAt(view.response?.value['incomplete_details'], 'reason') === 'max_output_tokens')
      return 'effective';
    const spent = numberAt(view.response?.value['usage'], 'output_tokens');
    return spent !== null && typeof value === 'number' && spent > value ? 'ignored' : null;
  },
  text: (view, value) => {
    const type = stringAt(objectAt(value, 'format') ?? undefined, 'type');
    if (!completed(view) || (type !== 'json_schema' && type !== 'json_object')) return null;
    const texts = partsOf(view).flatMap((part) => stringAt(part, 'text') ?? []);
    if (texts.length === 0) return null;
    return texts.every(isJson) ? 'effective' : 'ignored';
  },
  reasoning: (view) => (view.items.some(({ value }) => value['type'] === 'reasoning') ? 'effective' : null),
  top_logprobs: (view) => (hasLogprobs(view) ? 'effective' : null),
  include: (view, value) => {
    if (!Array.isArray(value)) return null;
    const wanted = new Set(value.filter((entry) => typeof entry === 'string'));
    const reasons = view.items.filter((item) => item.value['type'] === 'reasoning');
    const logprobs = wanted.has('message.output_text.logprobs') && partsOf(view).length > 0;
    const encrypted = wanted.has('reasoning.encrypted_content') && reasons.length > 0;
    if (!logprobs && !encrypted) return 'accepted';
    const shown =
      (!logprobs || hasLogprobs(view)) &&
      (!encrypted || reasons.every((item) => stringAt(item.value, 'encrypted_content') !== null));
    return shown ? 'effective' : 'ignored';
  },
  // The tier that was used may be another than the one asked for.
  service_tier: (view) => (stringAt(view.response?.value, 'service_tier') === null ? null : 'echoed'),
  conversation: (view) => (isObject(view.response?.value['conversation']) ? 'echoed' : null),
};

function completed(view: ExchangeView): boolean {
  return view.response?.value['status'] === 'completed';
}

function callsOf(view: ExchangeView): number {
  return view.items.filter(({ value }) => /_call$/.test(stringAt(value, 'type') ?? '')).length;
}

function partsOf(view: ExchangeView): readonly JsonValue[] {
  return view.items.flatMap(({ value }) =>
    objectsAt(value, 'content').flatMap((part) => (part.value['type'] === 'output_text' ? [part.value] : [])),
  );
}

function hasLogprobs(view: ExchangeView): boolean {
  return partsOf(view).some((part) => arrayAt(part, 'logprobs').length > 0);
}
