import { isObject, type JsonObject, type JsonValue, jsonEqual, stringAt } from '../../../schemas/json.js';
import type { Operation } from '../../../targets/exchange.js';
import type { Fact } from '../../engine/judge.js';
import { exchanges, linked } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import { isSuccess, isVerdict } from '../../engine/status.js';
import type { ExchangeView } from '../../engine/view.js';
import { bySending } from '../../state/sending-order.js';
import { storingDialects } from '../../state/storing-dialects.js';
import { conversationInPath } from '../links.js';

const common = { area: 'conversations', needs: ['conversations'], dialects: storingDialects } as const;

const shape = rule({
  ...common,
  id: 'CNV-SHAPE',
  level: 'MUST',
  basis: 'schema',
  title: 'Creating, retrieving and updating a conversation answers with the conversation object',
  source: {
    dialect: 'openai',
    section: 'ConversationResource',
    note: 'id, object conversation, created_at, metadata',
  },
  why: 'SDKs parse the answer into a conversation: without its id nothing can be done with it.',
  fix: 'Answer {"id": ..., "object": "conversation", "created_at": ..., "metadata": {...}}.',
  judge: exchanges({
    of: ['create-conversation', 'retrieve-conversation', 'update-conversation'],
    given: (view) => view.accepted,
    check: (view, report) => {
      for (const violation of view.violations('Conversation', view.answer?.json ?? null)) {
        report({
          pointer: violation.pointer,
          message: `The conversation does not fit its schema: ${violation.expected}.`,
          expected: violation.expected,
          keyword: violation.keyword,
          cause: violation.schemaPath,
        });
      }
    },
  }),
});

/** What one exchange says about a conversation itself. */
interface Shown {
  readonly operation: Operation;
  readonly at: string;
  readonly step: string | null;
  /** Null where no answer came. */
  readonly status: number | null;
  /** The metadata that was sent; null where it is not known or was taken away. */
  readonly sent: JsonValue | undefined;
  readonly conversation: JsonObject | null;
}

const resourceOperations: ReadonlySet<Operation> = new Set([
  'create-conversation',
  'retrieve-conversation',
  'update-conversation',
  'delete-conversation',
]);

function pickShown(view: ExchangeView): readonly { readonly key: string; readonly fact: Shown }[] {
  const { exchange, answer, body } = view;
  if (!resourceOperations.has(exchange.operation)) return [];
  const conversation = view.accepted && isObject(answer?.json) ? answer.json : null;
  const key =
    exchange.operation === 'create-conversation'
      ? stringAt(conversation ?? undefined, 'id')
      : conversationInPath(view);
  if (key === null) return [];
  const { operation, intent, timing } = exchange;
  return [
    {
      key,
      fact: {
        operation,
        at: timing.startedAt,
        step: intent.step,
        status: answer?.status ?? null,
        sent: exchange.request.recorded ? body?.['metadata'] : null,
        conversation,
      },
    },
  ];
}

const metadata = rule({
  ...common,
  id: 'CNV-METADATA',
  level: 'MUST',
  basis: 'prose',
  title: 'A conversation shows the metadata it was created with, and after an update that of the update',
  source: {
    dialect: 'openai',
    section: 'conversations',
    note: 'metadata attached to the object; update sets it',
  },
  why: 'Clients find their conversations by what they noted in metadata.',
  fix: 'Keep metadata with the conversation and return it wherever the conversation is shown.',
  judge: linked<Shown>({
    pick: pickShown,
    given: (facts) => shownMetadata(facts).length > 0,
    check: (facts, report) => {
      for (const { exchange, expected, actual } of shownMetadata(facts)) {
        if (jsonEqual(actual, expected)) continue;
        report({
          pointer: '/metadata',
          exchange,
          message: 'The metadata is not what was set last.',
          expected,
          actual,
        });
      }
    },
  }),
});

function shownMetadata(facts: readonly Fact<Shown>[]) {
  let set: JsonValue | undefined;
  return facts.toSorted(bySending).flatMap(({ exchange, fact }) => {
    if (fact.operation === 'delete-conversation') return [];
    if (fact.sent === null) set = undefined;
    if (isObject(fact.sent)) set = metadataAfter(set, fact.sent, fact.status ?? 0);
    if (set === undefined || fact.conversation === null) return [];
    return [{ exchange, expected: set, actual: fact.conversation['metadata'] ?? null }];
  });
}

// Whether an update was made is known where it was taken or refused, and not where the server failed or did not answer.
function metadataAfter(
  before: JsonValue | undefined,
  sent: JsonValue,
  status: number,
): JsonValue | undefined {
  if (isSuccess(status)) return sent;
  return isVerdict(status) && status < 500 ? before : undefined;
}

const deleted = rule({
  ...common,
  id: 'CNV-DELETE',
  level: 'MUST',
  basis: 'schema',
  title: 'Deleting a conversation answers with its id and deleted: true, and then it is gone',
  source: {
    dialect: 'openai',
    section: 'DELETE /conversations/{id}',
    note: 'id, object conversation.deleted, deleted',
  },
  why: 'Users delete to have their data gone, and SDKs parse the answer.',
  fix: 'Answer {"id": ..., "object": "conversation.deleted", "deleted": true}, and 404 to the id from then on.',
  judge: exchanges({
    of: ['delete-conversation', 'retrieve-conversation'],
    given: (view) =>
      isVerdict(view.status) &&
      (view.exchange.operation === 'delete-conversation'
        ? view.accepted
        : view.exchange.intent.step === 'after-delete'),
    check: (view, report) => {
      const { answer, exchange, status } = view;
      if (exchange.operation === 'retrieve-conversation') {
        if (status !== 404)
          report({
            pointer: '/status',
            message: `A deleted conversation was answered ${status}.`,
            expected: 404,
            actual: status,
          });
        return;
      }
      const id = conversationInPath(view);
      for (const { pointer, expected } of view.violations('DeletedConversation', answer?.json ?? null))
        report({ pointer, message: `The answer to DELETE does not fit its schema: ${expected}.`, expected });
      const json = isObject(answer?.json) ? answer.json : {};
      const named = stringAt(json, 'id') ?? id;
      if (json['deleted'] === false || named !== id)
        report({
          pointer: json['deleted'] === false ? '/deleted' : '/id',
          message: 'The answer to DELETE does not say that this conversation was deleted.',
          expected: { id, deleted: true },
          actual: json,
        });
    },
  }),
});

/** Conversations as resources of their own. */
export const resourceRules: readonly Rule[] = [shape, metadata, deleted];
