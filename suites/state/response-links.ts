import { isObject, type JsonObject, stringAt } from '../../schemas/json.js';
import type { Fact } from '../engine/judge.js';
import { endedRank, statusRank } from '../engine/response-status.js';
import type { ExchangeView } from '../engine/view.js';

/** How a response came to be, told by the create exchange. */
export interface Creation {
  readonly kind: 'create';
  readonly streamed: boolean;
  readonly background: boolean;
  /** What the request said of `store`; null where it was left out. */
  readonly store: boolean | null;
  /** The Response object in its last state; null where the answer did not get that far. */
  readonly response: JsonObject | null;
}

/** A later exchange that names the response by its id. */
export interface Use {
  readonly kind: 'retrieve' | 'delete' | 'cancel' | 'input-items' | 'continue';
  readonly step: string | null;
  readonly valid: boolean;
  readonly status: number;
  readonly contentType: string | null;
  /** Whether events were asked for. */
  readonly streamed: boolean;
  /** Whether the request has query parameters of its own. */
  readonly queried: boolean;
  /** Whether a turn offers tools, and does not yet answer their calls. */
  readonly tools: boolean;
  readonly response: JsonObject | null;
  /** The error object, where the answer is a refusal that has one. */
  readonly error: JsonObject | null;
}

export type ResponseFact = Creation | Use;

const uses = {
  'retrieve-response': 'retrieve',
  'delete-response': 'delete',
  'cancel-response': 'cancel',
  'list-input-items': 'input-items',
} as const;

/** What an exchange says about the response it makes and about those it names, keyed by response id. */
export function responseFacts(
  view: ExchangeView,
): readonly { readonly key: string; readonly fact: ResponseFact }[] {
  const { exchange, answer, body } = view;
  if (answer === null) return [];
  const facts: { key: string; fact: ResponseFact }[] = [];
  if (exchange.operation === 'create-response') {
    const made = view.responses[0]?.value;
    const id = stringAt(made, 'id');
    if (view.accepted && id !== null && body !== null) {
      facts.push({
        key: id,
        fact: {
          kind: 'create',
          streamed: answer.stream !== null,
          background: body['background'] === true,
          store: typeof body['store'] === 'boolean' ? body['store'] : null,
          response: view.response?.value ?? null,
        },
      });
    }
    const previous = stringAt(body ?? undefined, 'previous_response_id');
    if (previous !== null) facts.push({ key: previous, fact: useOf(view, 'continue') });
    return facts;
  }
  const kind = uses[exchange.operation as keyof typeof uses];
  if (kind !== undefined) facts.push({ key: responseInPath(view), fact: useOf(view, kind) });
  return facts;
}

function useOf(view: ExchangeView, kind: Use['kind']): Use {
  const { exchange, body } = view;
  const { tools, input } = body ?? {};
  const answersCalls =
    Array.isArray(input) && input.some((item) => /_output$/.test(stringAt(item, 'type') ?? ''));
  return {
    kind,
    step: exchange.intent.step,
    valid: exchange.intent.validity === 'valid',
    status: view.status,
    contentType: view.header('content-type'),
    streamed: view.streamed,
    queried: exchange.request.query.some(([name]) => name !== 'api-version'),
    tools: Array.isArray(tools) && tools.length > 0 && !answersCalls,
    response: view.response?.value ?? null,
    error: view.error?.value ?? null,
  };
}

/** The response in the path of an operation on a response. */
export function responseInPath({ exchange }: ExchangeView): string {
  return exchange.request.path.split('/')[2] ?? '';
}

/** The creation among the facts of one response, or null. */
export function creationIn(facts: readonly Fact<ResponseFact>[]): Fact<Creation> | null {
  return facts.find((entry): entry is Fact<Creation> => entry.fact.kind === 'create') ?? null;
}

/** The later exchanges of one kind among the facts of one response. */
export function usesIn(facts: readonly Fact<ResponseFact>[], kind: Use['kind']): readonly Fact<Use>[] {
  return facts.filter((entry): entry is Fact<Use> => entry.fact.kind === kind);
}

/** Whether a Response object is in a state that it never leaves. */
export function isFinished(response: JsonObject | null): response is JsonObject {
  return response !== null && statusRank(stringAt(response, 'status')) === endedRank;
}

/** A short form of a refusal for messages: its status and, where there is one, the error's message. */
export function shortRefusal(use: Use): string {
  const message = stringAt(use.error ?? undefined, 'message');
  return message === null ? String(use.status) : `${use.status} (${message.slice(0, 160)})`;
}

/** The text of a message item, its parts joined. */
export function textOf(item: JsonObject): string {
  const content = item['content'];
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part) => (isObject(part) ? (stringAt(part, 'text') ?? '') : '')).join('');
}
