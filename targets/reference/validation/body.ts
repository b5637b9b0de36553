import type { JsonValue } from '../../../schemas/json.js';
import { endOfString } from '../../json-body.js';
import { type HttpRequest, headerValue } from '../../transport.js';
import { type Fault, invalid } from '../fault.js';

/** Deeper nesting than this is no request but an attack. */
const deepest = 256;

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** The JSON body of a request; no body at all is an empty object where `isOptional`. */
export function readBody(
  request: HttpRequest,
  maxBytes: number,
  isOptional: boolean,
): { readonly value: JsonValue } | Fault {
  const size = request.body?.byteLength ?? 0;
  if (size > maxBytes) {
    return unreadable(
      413,
      `The request body has ${size} bytes, more than the ${maxBytes} allowed.`,
      'request_too_large',
    );
  }
  if (size === 0 && isOptional) return { value: {} };
  const type = headerValue(request.headers, 'content-type') ?? '';
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type.trim())) {
    const stated = type === '' ? 'none' : `'${type.slice(0, 80)}'`;
    return unreadable(
      415,
      `Unsupported content type: expected 'application/json', but got ${stated}.`,
      'unsupported_content_type',
    );
  }
  return parsed(request.body ?? new Uint8Array());
}

function parsed(body: Uint8Array): { readonly value: JsonValue } | Fault {
  let text: string;
  try {
    text = strictUtf8.decode(body);
  } catch {
    return unreadable(
      400,
      'We could not parse the JSON body of your request: it is not valid UTF-8.',
      'invalid_json',
    );
  }
  if (isTooDeep(text)) {
    return unreadable(
      400,
      `The JSON body of your request is nested deeper than ${deepest} levels.`,
      'invalid_json',
    );
  }
  try {
    return { value: JSON.parse(text) };
  } catch {
    return unreadable(
      400,
      'We could not parse the JSON body of your request. It has to be valid JSON.',
      'invalid_json',
    );
  }
}

function unreadable(status: number, message: string, code: string): Fault {
  return invalid(null, message, { stage: 'read', status, code });
}

/** Counts brackets outside of strings. Most bodies are too short to be deep and are not looked at. */
function isTooDeep(text: string): boolean {
  if (text.length <= 2 * deepest) return false;
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x22) index = endOfString(text, index) - 1;
    else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > deepest) return true;
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return false;
}
