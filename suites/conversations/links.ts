import { isObject, type JsonObject, type JsonValue, stringAt } from '../../schemas/json.js';
import type { ExchangeView } from '../engine/view.js';
import { entriesOf, pageOf } from '../state/lists/page.js';
import { textOf } from '../state/response-links.js';

/** A message by who says it and what it says. */
export interface Said {
  readonly role: string;
  readonly text: string;
}

/** What an exchange puts into a conversation, or shows of it. */
export interface ConversationFact {
  readonly kind: 'created' | 'added' | 'turn' | 'listed';
  /** ISO date of sending. */
  readonly at: string;
  readonly said: readonly Said[];
  readonly streamed: boolean;
}

/** Facts of an exchange about conversations, keyed by conversation id. */
export function pickConversation(
  view: ExchangeView,
): readonly { readonly key: string; readonly fact: ConversationFact }[] {
  const { exchange, body, answer } = view;
  if (!view.accepted || answer === null) return [];
  const { startedAt: at } = exchange.timing;
  const fact = (key: string | null, kind: ConversationFact['kind'], said: readonly Said[]) =>
    key === null ? [] : [{ key, fact: { kind, at, said, streamed: view.streamed } }];
  switch (exchange.operation) {
    case 'create-conversation':
      return fact(stringAt(answer.json, 'id'), 'created', saidIn(body?.['items']));
    case 'create-conversation-items':
      return fact(conversationInPath(view), 'added', saidIn(body?.['items']));
    case 'list-conversation-items': {
      const page = pageOf(view);
      if (page === null || page.after !== null || page.before !== null || page.ids.length >= page.limit)
        return [];
      const entries = page.order === 'asc' ? entriesOf(view) : entriesOf(view).toReversed();
      return fact(conversationInPath(view), 'listed', entries.flatMap(saidBy));
    }
    case 'create-response': {
      const { response } = view;
      if (response?.value['status'] !== 'completed') return [];
      const output = view.items.flatMap(({ value }) => saidBy(value));
      return fact(conversationAsked(body), 'turn', [...saidIn(body?.['input']), ...output]);
    }
    default:
      return [];
  }
}

/** The conversation that a create request names. */
export function conversationAsked(body: JsonObject | null): string | null {
  const asked = body?.['conversation'];
  return typeof asked === 'string' ? asked : stringAt(asked, 'id');
}

/** The conversation in the path of an operation on conversations. */
export function conversationInPath({ exchange }: ExchangeView): string | null {
  return exchange.request.path.split('/')[2] ?? null;
}

/** Whether `said` comes in this order in `listed`; others may stand between. */
export function holdsInOrder(listed: readonly Said[], said: readonly Said[]): boolean {
  let from = 0;
  for (const { role, text } of said) {
    const found = listed.findIndex(
      (entry, index) => index >= from && entry.role === role && entry.text === text,
    );
    if (found < 0) return false;
    from = found + 1;
  }
  return true;
}

function saidIn(input: JsonValue | undefined): readonly Said[] {
  if (typeof input === 'string') return [{ role: 'user', text: input }];
  return Array.isArray(input) ? input.flatMap((item: JsonValue) => (isObject(item) ? saidBy(item) : [])) : [];
}

function saidBy(item: JsonObject): readonly Said[] {
  const role = stringAt(item, 'role');
  return role === null ? [] : [{ role, text: textOf(item) }];
}
