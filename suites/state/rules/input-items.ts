import { isObject, type JsonObject, type JsonValue, stringAt } from '../../../schemas/json.js';
import type { Fact } from '../../engine/judge.js';
import { linked } from '../../engine/judges.js';
import { rule } from '../../engine/rule.js';
import type { ExchangeView } from '../../engine/view.js';
import { entriesOf, pageOf } from '../lists/page.js';
import { responseInPath, textOf } from '../response-links.js';
import { storingDialects } from '../storing-dialects.js';

/** What was sent as input, or what was listed of it: message by message, oldest first. */
type InputFact = Sent | Listed;

interface Sent {
  readonly kind: 'sent';
  readonly messages: readonly Message[];
  readonly asString: boolean;
}

interface Listed {
  readonly kind: 'listed';
  readonly messages: readonly Message[];
}

interface Message {
  readonly role: string;
  readonly text: string;
}

/** Longer inputs are not kept for comparing. */
const keptMessages = 20;
const keptText = 2000;

export const listsInput = rule({
  id: 'LIST-ITEMS-INPUT',
  dialects: storingDialects,
  level: 'MUST',
  basis: 'prose',
  area: 'state',
  title: 'input_items lists the input of the response, a string as a message of the user',
  source: {
    dialect: 'openai',
    section: 'GET /responses/{id}/input_items',
    note: 'items used to generate the response',
  },
  needs: ['input-items'],
  why: 'Clients rebuild a conversation from its responses: what the user said is missing or looks different.',
  fix: 'Keep the input items of each response, each with an id; turn a string into a user message with one input_text part.',
  judge: linked<InputFact>({
    pick: pickInput,
    given: (facts) => listings(facts).length > 0,
    check: (facts, report) => {
      for (const { exchange, fact, sent } of listings(facts)) {
        if (contains(fact.messages, sent.messages)) continue;
        report({
          pointer: '/data',
          exchange,
          message: sent.asString
            ? 'The string input is not listed as a message of the user.'
            : 'The messages of the input are not listed as they were sent, in order.',
          expected: shown(sent.messages),
          actual: shown(fact.messages),
        });
      }
    },
  }),
});

// Listings beside what was sent, where that is known.
function listings(facts: readonly Fact<InputFact>[]) {
  const sent = facts.map(({ fact }) => fact).find((fact) => fact.kind === 'sent');
  if (sent === undefined) return [];
  return facts.filter(({ fact }) => fact.kind === 'listed').map((listing) => ({ ...listing, sent }));
}

function pickInput(view: ExchangeView): readonly { readonly key: string; readonly fact: InputFact }[] {
  const { exchange, body } = view;
  if (exchange.operation === 'list-input-items') {
    const page = pageOf(view);
    // Only a page that holds everything can be compared with everything that was sent.
    if (page === null || page.after !== null || page.before !== null) return [];
    if (page.ids.length >= page.limit) return [];
    const entries = page.order === 'asc' ? entriesOf(view) : entriesOf(view).toReversed();
    return [{ key: responseInPath(view), fact: { kind: 'listed', messages: entries.flatMap(messageOf) } }];
  }
  // Only a request that makes a response has input, and a response in its answer.
  const id = stringAt(view.responses[0]?.value, 'id');
  if (body === null || id === null) return [];
  // With history or a template the list may hold more than what was sent.
  if (['previous_response_id', 'conversation', 'prompt'].some((member) => (body[member] ?? null) !== null))
    return [];
  const messages = sentMessages(body['input']);
  if (messages === null) return [];
  return [{ key: id, fact: { kind: 'sent', messages, asString: typeof body['input'] === 'string' } }];
}

function sentMessages(input: JsonValue | undefined): readonly Message[] | null {
  if (typeof input === 'string') return input.length > keptText ? null : [{ role: 'user', text: input }];
  if (!Array.isArray(input) || input.length > keptMessages) return null;
  const messages = input.flatMap((item: JsonValue) => (isObject(item) ? messageOf(item) : []));
  return messages.every(({ text }) => text.length <= keptText) ? messages : null;
}

function messageOf(item: JsonObject): readonly Message[] {
  const role = stringAt(item, 'role');
  return role === null ? [] : [{ role, text: textOf(item) }];
}

// In order, others may stand between them: services list instructions or carried items too.
function contains(listed: readonly Message[], sent: readonly Message[]): boolean {
  let from = 0;
  for (const { role, text } of sent) {
    const found = listed.findIndex(
      (entry, index) => index >= from && entry.role === role && entry.text === text,
    );
    if (found < 0) return false;
    from = found + 1;
  }
  return true;
}

function shown(messages: readonly Message[]): JsonValue {
  return messages.map(({ role, text }) => ({ role, text: text.slice(0, 80) }));
}
