import type { RootName } from '../../schemas/validator.js';

/** Where a published document says what a root is. The first place that it has counts. */
export interface Place {
  readonly root: RootName;
  readonly method: string;
  /** Path without what stands before /responses or /conversations, `{}` for any parameter. */
  readonly path: string;
  readonly part: 'request' | 'answer' | 'events' | 'error';
}

/** Every operation of contract section a with the root that stands for each of its bodies. */
export const places: readonly Place[] = [
  { root: 'CreateResponse', method: 'post', path: '/responses', part: 'request' },
  { root: 'Response', method: 'post', path: '/responses', part: 'answer' },
  { root: 'StreamEvent', method: 'post', path: '/responses', part: 'events' },
  { root: 'ErrorBody', method: 'post', path: '/responses', part: 'error' },
  { root: 'Response', method: 'get', path: '/responses/{}', part: 'answer' },
  { root: 'DeletedResponse', method: 'delete', path: '/responses/{}', part: 'answer' },
  { root: 'Response', method: 'post', path: '/responses/{}/cancel', part: 'answer' },
  { root: 'ItemList', method: 'get', path: '/responses/{}/input_items', part: 'answer' },
  { root: 'ResponseList', method: 'get', path: '/responses', part: 'answer' },
  { root: 'CountInputTokens', method: 'post', path: '/responses/input_tokens', part: 'request' },
  { root: 'InputTokenCount', method: 'post', path: '/responses/input_tokens', part: 'answer' },
  { root: 'CompactResponse', method: 'post', path: '/responses/compact', part: 'request' },
  { root: 'CompactedResponse', method: 'post', path: '/responses/compact', part: 'answer' },
  { root: 'CreateConversation', method: 'post', path: '/conversations', part: 'request' },
  { root: 'Conversation', method: 'post', path: '/conversations', part: 'answer' },
  { root: 'ConversationList', method: 'get', path: '/conversations', part: 'answer' },
  { root: 'Conversation', method: 'get', path: '/conversations/{}', part: 'answer' },
  { root: 'UpdateConversation', method: 'post', path: '/conversations/{}', part: 'request' },
  { root: 'Conversation', method: 'post', path: '/conversations/{}', part: 'answer' },
  { root: 'DeletedConversation', method: 'delete', path: '/conversations/{}', part: 'answer' },
  { root: 'CreateConversationItems', method: 'post', path: '/conversations/{}/items', part: 'request' },
  { root: 'ItemList', method: 'post', path: '/conversations/{}/items', part: 'answer' },
  { root: 'ItemList', method: 'get', path: '/conversations/{}/items', part: 'answer' },
  { root: 'ConversationItem', method: 'get', path: '/conversations/{}/items/{}', part: 'answer' },
  { root: 'Conversation', method: 'delete', path: '/conversations/{}/items/{}', part: 'answer' },
];

/** The name under which a place stands in the fact tables. */
export function placeName({ method, path, part }: Place): string {
  return `${method} ${path} ${part}`;
}
