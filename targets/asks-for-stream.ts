import { isObject, type JsonValue } from '../schemas/json.js';
import type { Header } from './transport.js';

/** Whether a request with this body and query asks for an event stream. */
export function asksForStream(body: JsonValue | undefined, query: readonly Header[]): boolean {
  const inBody = isObject(body) && body['stream'] === true;
  return inBody || query.some(([name, value]) => name === 'stream' && value === 'true');
}
