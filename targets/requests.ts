import type { Dialect } from '../schemas/dialect.js';
import type { JsonObject, JsonValue } from '../schemas/json.js';
import type { RawRequest, Requests, SendOptions } from '../suites/engine/scenario.js';
import type { Call } from './call.js';
import { type Exchange, type Intent, sessionIn } from './exchange.js';
import type { Target } from './target.js';
import { type Header, headerValue } from './transport.js';

/** What the requests of one case of a scenario are made with. */
export interface RequestsFor {
  readonly scenario: string;
  readonly case: number;
  readonly target: Pick<Target, 'model' | 'requestDefaults'>;
  readonly dialect: Pick<Dialect, 'wire'>;
  /** The number of the next step. Counted from 1 where absent. */
  readonly nextStep?: () => number;
  /** Sends a call: the client itself, or the client behind a scheduler. */
  readonly send: (call: Call) => Promise<Exchange>;
}

type Query = NonNullable<SendOptions['query']>;

/** Makes the requests of one case. Steps are counted in the order in which requests are asked for. */
export function requests(parts: RequestsFor): Requests {
  const { scenario, target, dialect } = parts;
  let steps = 0;
  const nextStep =
    parts.nextStep ??
    (() => {
      steps += 1;
      return steps;
    });

  const call = (
    method: string,
    path: string,
    body: Call['body'],
    options: SendOptions = {},
    added: readonly Header[] = [],
  ): Promise<Exchange> => {
    return parts.send({
      id: `${sessionIn(scenario, parts.case)}.${nextStep()}`,
      scenario,
      method,
      path,
      query: queryOf(options.query ?? {}, method === 'GET' ? dialect.wire.includeParameter : 'include'),
      headers: [...added, ...(options.headers ?? [])],
      body,
      intent: intentOf(options),
      disconnectAfterEvents: options.disconnectAfterEvents ?? null,
      waitOut: options.waitOut ?? true,
    });
  };
  const json = (body: JsonObject): Call['body'] => ({ json: withoutUndefined(body) });
  // A body that says `model: undefined` wants to go without one.
  const withModel = (body: JsonObject): JsonObject =>
    'model' in body ? body : { model: target.model, ...body };
  const response = (id: string) => `/responses/${encodeURIComponent(id)}`;
  const conversation = (id: string) => `/conversations/${encodeURIComponent(id)}`;
  const item = (id: string, name: string) => `${conversation(id)}/items/${encodeURIComponent(name)}`;

  return {
    create: (body, options) =>
      call('POST', '/responses', json({ ...target.requestDefaults, ...withModel(body) }), options),
    retrieve: (id, options) => call('GET', response(id), null, options),
    delete: (id, options) => call('DELETE', response(id), null, options),
    cancel: (id, options) => call('POST', `${response(id)}/cancel`, null, options),
    inputItems: (id, options) => call('GET', `${response(id)}/input_items`, null, options),
    listResponses: (options) => call('GET', '/responses', null, options),
    countInputTokens: (body, options) =>
      call('POST', '/responses/input_tokens', json(withModel(body)), options),
    compact: (body, options) => call('POST', '/responses/compact', json(withModel(body)), options),
    createConversation: (body, options) => call('POST', '/conversations', json(body), options),
    retrieveConversation: (id, options) => call('GET', conversation(id), null, options),
    updateConversation: (id, body, options) => call('POST', conversation(id), json(body), options),
    deleteConversation: (id, options) => call('DELETE', conversation(id), null, options),
    listConversations: (options) => call('GET', '/conversations', null, options),
    createConversationItems: (id, body, options) =>
      call('POST', `${conversation(id)}/items`, json(body), options),
    conversationItems: (id, options) => call('GET', `${conversation(id)}/items`, null, options),
    retrieveConversationItem: (id, name, options) => call('GET', item(id, name), null, options),
    deleteConversationItem: (id, name, options) => call('DELETE', item(id, name), null, options),
    send: (raw, options) => call(raw.method, raw.path, rawBody(raw), options, rawContentType(raw, options)),
  };
}

function rawBody(raw: RawRequest): Call['body'] {
  return raw.body === undefined ? null : { raw: raw.body };
}

/** A content type is only added where the request names none. */
function rawContentType(raw: RawRequest, options: SendOptions = {}): readonly Header[] {
  const named = headerValue(options.headers ?? [], 'content-type') !== null;
  return raw.body === undefined || named ? [] : [['content-type', 'application/json']];
}

/** Query parameters as they go onto the wire: lists are repeated, `include` has the dialect's name. */
function queryOf(query: Query, includeParameter: string): readonly Header[] {
  return Object.entries(query).flatMap(([name, value]): readonly Header[] => {
    const wireName = name === 'include' ? includeParameter : name;
    if (value === undefined) return [];
    if (typeof value === 'object') return value.map((entry): Header => [wireName, entry]);
    return [[wireName, String(value)]];
  });
}

function intentOf(options: SendOptions): Intent {
  return {
    validity: options.validity ?? 'valid',
    violation: options.violation ?? null,
    step: options.step ?? null,
    twinOf: options.twinOf ?? null,
    twin: options.twin ?? null,
    user: options.user ?? 'first',
    ...(options.keyForm === undefined ? {} : { keyForm: options.keyForm }),
    ...(options.halfClosed === undefined ? {} : { halfClosed: options.halfClosed }),
    notes: options.notes ?? {},
  };
}

/** The value as JSON.stringify would write it: members that are undefined are not there. */
function withoutUndefined(value: JsonObject): JsonValue {
  return JSON.parse(JSON.stringify(value)) as JsonValue;
}
