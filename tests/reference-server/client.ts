import type { DialectName } from '../../schemas/dialect.js';
import { isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';
import { turnedClock } from '../../targets/clock.js';
import {
  createReferenceServer,
  type ReferenceOptions,
  type ReferenceServer,
} from '../../targets/reference/index.js';
import type { Header, HttpAnswer } from '../../targets/transport.js';

/** An answer with its body read. */
export interface Read {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  /** The body as JSON object; empty where it is none. */
  readonly json: JsonObject;
  /** The events of a stream. */
  readonly events: readonly JsonObject[];
}

/** Sends requests to a reference server in process. */
export interface Client {
  readonly server: ReferenceServer;
  readonly send: (
    method: string,
    path: string,
    body?: JsonValue,
    headers?: readonly Header[],
  ) => Promise<Read>;
  /** POST /responses with `model: reference` unless the body names another. */
  readonly create: (body: JsonObject, headers?: readonly Header[]) => Promise<Read>;
}

export const dialectsOfTests: readonly DialectName[] = [
  'openai',
  'azure-openai',
  'azure-foundry',
  'open-responses',
];

/** A server on a turned clock, and a client for it. */
export function clientOf(options: ReferenceOptions = {}): Client {
  const server = createReferenceServer({ clock: turnedClock(), ...options });
  const send: Client['send'] = async (method, path, body, headers = []) => {
    const encoded = body === undefined ? null : new TextEncoder().encode(JSON.stringify(body));
    const type: readonly Header[] = encoded === null ? [] : [['content-type', 'application/json']];
    const auth: readonly Header[] = headers.some(([name]) => name === 'authorization')
      ? []
      : [['authorization', 'Bearer key']];
    const request = {
      method,
      url: `${server.baseUrl}${path}`,
      headers: [...type, ...auth, ...headers],
      body: encoded,
    };
    return read(await server.handle(request, new AbortController().signal));
  };
  return {
    server,
    send,
    create: (body, headers) => send('POST', '/responses', { model: 'reference', ...body }, headers),
  };
}

/** Reads an answer to its end. */
export async function read(answer: HttpAnswer): Promise<Read> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer.body) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const headers = new Map(answer.headers.map(([name, value]) => [name.toLowerCase(), value]));
  const isStream = headers.get('content-type')?.startsWith('text/event-stream') === true;
  return {
    status: answer.status,
    headers,
    text,
    json: isStream ? {} : objectIn(text),
    events: isStream ? eventsIn(text) : [],
  };
}

function objectIn(text: string): JsonObject {
  const value: unknown = text === '' ? null : JSON.parse(text);
  return isObject(value) ? value : {};
}

function eventsIn(text: string): readonly JsonObject[] {
  const data = text.split('\n').filter((line) => line.startsWith('data: ') && line !== 'data: [DONE]');
  return data.map((line) => objectIn(line.slice('data: '.length)));
}

/** A message of the user. */
export function said(content: JsonValue): JsonObject {
  return { type: 'message', role: 'user', content };
}

/** The output items of a response. */
export function outputOf(response: JsonValue | undefined): readonly JsonObject[] {
  return isObject(response) && Array.isArray(response.output) ? response.output.filter(isObject) : [];
}

/** The first member of that name found on the way into a value. */
export function errorOf(answer: Read): JsonObject {
  return isObject(answer.json.error) ? answer.json.error : {};
}
