import type { Operation } from '../../targets/exchange.js';
import type { Change } from '../../targets/reference/index.js';
import { errorAnswer, overlooking } from './answering.js';
import type { Defect } from './defect.js';

/** A look-up that does not ask whose response it is. */
function ownerless(operation: Operation): Change {
  return {
    find: (record, id, context) =>
      record ?? (context.operation === operation ? (context.state.responses.get(id) ?? null) : null),
  };
}

export const isolationDefects: readonly Defect[] = [
  {
    name: 'retrieve-by-id-alone',
    area: 'isolation',
    symptom: 'Responses are retrieved without asking whose they are.',
    caughtBy: ['ISO-RETRIEVE'],
    change: ownerless('retrieve-response'),
  },
  {
    name: 'input-by-id-alone',
    area: 'isolation',
    symptom: 'The input of a response is listed without asking whose it is.',
    caughtBy: ['ISO-INPUT-ITEMS'],
    change: ownerless('list-input-items'),
  },
  {
    name: 'continued-by-id-alone',
    area: 'isolation',
    symptom: 'A response is continued without asking whose it is.',
    caughtBy: ['ISO-CHAIN'],
    change: ownerless('create-response'),
  },
  {
    name: 'deleted-by-id-alone',
    area: 'isolation',
    symptom: 'A response is deleted without asking whose it is.',
    caughtBy: ['ISO-DELETE'],
    change: ownerless('delete-response'),
  },
  {
    name: 'conversations-shared',
    area: 'isolation',
    symptom: 'Conversations are opened without asking whose they are.',
    caughtBy: ['ISO-CONVERSATION'],
    change: {
      fault: (fault, stage, context) => {
        const { conversationId } = context.parameters;
        const conversation = context.state.conversations.get(conversationId ?? '');
        if (stage === 'validate' && conversation !== undefined && context.owner !== null) {
          context.state.conversations.set(conversation.id, { ...conversation, owner: context.owner });
        }
        return fault;
      },
    },
  },
  {
    name: 'foreign-is-403',
    area: 'isolation',
    symptom: 'An id of another user is answered 403.',
    level: 'SHOULD',
    caughtBy: ['ISO-NOT-FOUND'],
    change: {
      answer: (answer, context) => {
        const record = context.state.responses.get(context.parameters.responseId ?? '');
        return answer.status === 404 && record !== undefined && record.owner !== context.owner
          ? errorAnswer(403, 'This response belongs to somebody else.')
          : answer;
      },
    },
  },
  {
    name: 'end-users-mixed',
    area: 'isolation',
    symptom: 'x-ms-user-isolation-key is ignored.',
    dialect: 'azure-foundry',
    level: 'SHOULD',
    caughtBy: ['FD-USER-ISOLATION'],
    change: overlooking('x-ms-user-isolation-key'),
  },
];
