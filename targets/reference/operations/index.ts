import type { Operation } from '../../exchange.js';
import type { Call } from '../call.js';
import {
  createConversation,
  createItems,
  deleteConversation,
  deleteItem,
  listConversations,
  listItems,
  retrieveConversation,
  retrieveItem,
  updateConversation,
} from './conversations.js';
import { compactResponse, countInputTokens } from './counting.js';
import { createResponse } from './create.js';
import type { Reply } from './reply.js';
import {
  cancelResponse,
  deleteResponse,
  listInputItems,
  listResponses,
  retrieveResponse,
} from './responses.js';

/** What each operation does with a call that was found valid. Throws `Refused`. */
export const operationHandlers: {
  readonly [operation in Exclude<Operation, 'other'>]: (call: Call) => Reply | Promise<Reply>;
} = {
  'create-response': createResponse,
  'retrieve-response': retrieveResponse,
  'delete-response': deleteResponse,
  'cancel-response': cancelResponse,
  'list-input-items': listInputItems,
  'list-responses': listResponses,
  'count-input-tokens': countInputTokens,
  'compact-response': compactResponse,
  'create-conversation': createConversation,
  'retrieve-conversation': retrieveConversation,
  'update-conversation': updateConversation,
  'delete-conversation': deleteConversation,
  'list-conversations': listConversations,
  'create-conversation-items': createItems,
  'list-conversation-items': listItems,
  'retrieve-conversation-item': retrieveItem,
  'delete-conversation-item': deleteItem,
};
