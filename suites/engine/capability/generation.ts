import { arrayAt, type JsonObject, objectAt, objectsAt, stringAt } from '../../../schemas/json.js';
import type { ExchangeView } from '../view.js';
import {
  type CapabilitySign,
  echoed,
  hasTyped,
  member,
  observed,
  refusalText,
  shownMember,
} from './evidence.js';

/** Items that are no sign of a hosted tool, although their type ends like one. */
const ownCalls = new Set(['function_call', 'custom_tool_call']);

const resume: CapabilitySign = (view) => {
  const { answer, exchange, stream } = view;
  if (exchange.operation !== 'retrieve-response' || !view.streamed || answer === null) return null;
  if (stream !== null && stream.events > 0)
    return observed(true, 'GET with stream=true was answered with events');
  if (exchange.intent.validity !== 'valid') return null;
  if (view.accepted && view.response !== null)
    return observed(false, 'GET with stream=true was answered with plain JSON');
  return [400, 404, 405, 422, 501].includes(answer.status)
    ? observed(false, `GET with stream=true was ${refusalText(view)}`)
    : null;
};

const audioOutput: CapabilitySign = (view) =>
  view.stream?.types.has('response.audio.delta') === true ? observed(true, 'audio was streamed') : null;

/** How the capabilities of generating show on the wire: streaming, tools, formats, reasoning, limits, content parts. */
export const generationSigns = {
  streaming: member({
    used: (body) => body['stream'] === true,
    params: ['stream'],
    words: ['stream', 'streaming'],
    shown: (view) =>
      view.stream !== null && view.stream.events > 0 ? `${view.stream.events} events were streamed` : null,
  }),
  resume,
  obfuscation: member({
    used: (body) => objectAt(body, 'stream_options') !== null,
    params: ['stream_options'],
    words: ['stream_options', 'include_obfuscation', 'obfuscation'],
    shown: (view) => (streamsObfuscation(view) ? 'delta events carry obfuscation' : null),
  }),
  tools: member({
    used: (body) => hasTyped(body['tools'], ['function']),
    params: ['tools', 'tool_choice'],
    words: ['tools', 'tool_choice', 'tool', 'tool calls', 'function calling'],
    shown: (view) => itemShown(view, 'function_call'),
  }),
  'parallel-tools': member({
    used: (body) => body['parallel_tool_calls'] === true,
    params: ['parallel_tool_calls'],
    shown: (view) => {
      const calls = itemsOf(view, 'function_call').length;
      return calls > 1 ? `${calls} function_call items came in one response` : null;
    },
  }),
  'custom-tools': member({
    used: (body) => hasTyped(body['tools'], ['custom']),
    params: ['tools', 'tool_choice'],
    words: ['tools', 'custom', 'tool', 'tool_choice'],
    shown: (view) => itemShown(view, 'custom_tool_call'),
  }),
  'hosted-tools': member({
    used: (body) =>
      objectsAt(body, 'tools').some(({ value }) => !['function', 'custom'].includes(typeOf(value))),
    params: ['tools', 'tool_choice', 'include'],
    words: ['tools', 'tool', 'tool_choice'],
    shown: (view) => {
      const item = view.items.find(
        ({ value }) => /_call$|_list_tools$/.test(typeOf(value)) && !ownCalls.has(typeOf(value)),
      );
      return item === undefined ? null : `the output has an item of type ${typeOf(item.value)}`;
    },
  }),
  'structured-output': member({
    used: (body) => formatOf(body) === 'json_schema',
    params: ['text'],
    words: ['text.format', 'json_schema', 'response_format', 'structured output', 'structured outputs'],
    shown: (view) => formatShown(view, 'json_schema'),
  }),
  'json-object': member({
    used: (body) => formatOf(body) === 'json_object',
    params: ['text'],
    words: ['text.format', 'json_object', 'response_format', 'json mode'],
    shown: (view) => formatShown(view, 'json_object'),
  }),
  logprobs: member({
    used: (body) => body['top_logprobs'] !== undefined || asksToInclude(body, 'message.output_text.logprobs'),
    params: ['top_logprobs', 'include'],
    words: ['top_logprobs', 'logprobs'],
    shown: (view) =>
      contentParts(view).some((part) => arrayAt(part, 'logprobs').length > 0)
        ? 'an output_text part has logprobs'
        : null,
  }),
  reasoning: member({
    used: (body) => objectAt(body, 'reasoning') !== null,
    params: ['reasoning'],
    words: ['reasoning', 'reasoning.effort', 'reasoning_effort'],
    shown: (view) => itemShown(view, 'reasoning'),
  }),
  'reasoning-summary': member({
    used: (body) => (objectAt(body, 'reasoning')?.['summary'] ?? null) !== null,
    params: ['reasoning'],
    words: ['reasoning.summary', 'summary', 'reasoning'],
    shown: (view) =>
      itemsOf(view, 'reasoning').some((item) => arrayAt(item, 'summary').length > 0)
        ? 'a reasoning item has a summary'
        : null,
  }),
  'encrypted-reasoning': member({
    used: (body) => asksToInclude(body, 'reasoning.encrypted_content'),
    params: ['include'],
    words: ['reasoning.encrypted_content', 'encrypted_content', 'encrypted content'],
    shown: (view) =>
      itemsOf(view, 'reasoning').some((item) => stringAt(item, 'encrypted_content') !== null)
        ? 'a reasoning item has encrypted_content'
        : null,
  }),
  truncation: member({
    used: (body) => body['truncation'] === 'auto',
    params: ['truncation'],
    shown: (view) => (shownMember(view, 'truncation') === 'auto' ? 'truncation auto is echoed' : null),
  }),
  'max-output-tokens': member({
    used: (body) => typeof body['max_output_tokens'] === 'number',
    params: ['max_output_tokens'],
    shown: (view) => {
      if (stringAt(shownMember(view, 'incomplete_details'), 'reason') === 'max_output_tokens')
        return 'the answer ended at max_output_tokens';
      return typeof shownMember(view, 'max_output_tokens') === 'number'
        ? 'max_output_tokens is echoed'
        : null;
    },
  }),
  'image-input': inputPart('input_image', ['image', 'images', 'image_url', 'vision', 'multimodal']),
  'file-input': inputPart('input_file', ['file', 'files', 'file_data']),
  'audio-output': audioOutput,
  'max-tool-calls': echoed('max_tool_calls'),
  verbosity: member({
    used: (body) => stringAt(objectAt(body, 'text') ?? undefined, 'verbosity') !== null,
    params: ['text.verbosity'],
    words: ['verbosity', 'text.verbosity'],
    shown: (view) =>
      stringAt(view.body?.['text'], 'verbosity') !== null &&
      stringAt(shownMember(view, 'text'), 'verbosity') !== null
        ? 'text.verbosity is echoed'
        : null,
  }),
};

function inputPart(type: string, words: readonly string[]): CapabilitySign {
  const used = (body: JsonObject) =>
    objectsAt(body, 'input').some(({ value }) => hasTyped(value['content'], [type]));
  return member({
    used,
    params: ['input'],
    words: [type, ...words],
    shown: (view) =>
      view.body !== null && used(view.body) && view.response !== null ? `an ${type} part was accepted` : null,
  });
}

function typeOf(value: JsonObject): string {
  return stringAt(value, 'type') ?? '';
}

function itemsOf(view: ExchangeView, type: string): readonly JsonObject[] {
  return view.items.flatMap(({ value }) => (typeOf(value) === type ? [value] : []));
}

function itemShown(view: ExchangeView, type: string): string | null {
  return itemsOf(view, type).length > 0 ? `the output has an item of type ${type}` : null;
}

function contentParts(view: ExchangeView): readonly JsonObject[] {
  return view.items.flatMap(({ value }) => objectsAt(value, 'content').map((part) => part.value));
}

function formatOf(value: JsonObject | undefined): string | null {
  return stringAt(objectAt(value?.['text'], 'format') ?? undefined, 'type');
}

function formatShown(view: ExchangeView, type: string): string | null {
  return formatOf(view.response?.value) === type ? `text.format ${type} is echoed` : null;
}

function asksToInclude(body: JsonObject, entry: string): boolean {
  return arrayAt(body, 'include').includes(entry);
}

function streamsObfuscation(view: ExchangeView): boolean {
  if (view.stream === null) return false;
  for (const event of view.events()) {
    if (event.type.endsWith('.delta') && event.data !== null) return event.data['obfuscation'] !== undefined;
  }
  return false;
}
