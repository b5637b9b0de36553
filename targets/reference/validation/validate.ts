import { isObject } from '../../../schemas/json.js';
import type { RootName } from '../../../schemas/validator.js';
import type { Operation } from '../../exchange.js';
import type { Call } from '../call.js';
import { type Fault, invalid } from '../fault.js';
import { queryFault } from './query.js';
import { contextFault, createFault, metadataFault } from './rules.js';
import { schemaFault } from './schema.js';

/** The schema of each operation's body. */
const roots: { readonly [operation in Operation]?: RootName } = {
  'create-response': 'CreateResponse',
  'count-input-tokens': 'CountInputTokens',
  'compact-response': 'CompactResponse',
  'create-conversation': 'CreateConversation',
  'update-conversation': 'UpdateConversation',
  'create-conversation-items': 'CreateConversationItems',
};

/** Whether an operation is asked for with a body. */
export function takesBody(operation: Operation): boolean {
  return roots[operation] !== undefined;
}

/** What is wrong with a request, as far as it can be told without looking anything up. */
export function requestFault(call: Call, value: unknown): Fault | null {
  const { operation, dialect } = call;
  const asked = queryFault(call.query, operation, dialect);
  const root = roots[operation];
  if (asked !== null || root === undefined) return asked;
  if (!isObject(value)) {
    return invalid(null, 'Invalid body: expected a JSON object.', { code: 'invalid_type' });
  }
  return (
    schemaFault(call.service.validators, root, value) ??
    crossFieldFault(call, operation) ??
    modelFault(call, operation)
  );
}

function crossFieldFault(call: Call, operation: Operation): Fault | null {
  const body = call.body ?? {};
  if (operation === 'create-response') return createFault(body, call.dialect);
  if (operation === 'count-input-tokens' || operation === 'compact-response')
    return contextFault(body, call.dialect);
  return metadataFault(body.metadata);
}

/** REQ-UNKNOWN-MODEL. */
function modelFault(call: Call, operation: Operation): Fault | null {
  const model = call.body?.model;
  if (operation !== 'create-response' && operation !== 'compact-response') return null;
  if (typeof model !== 'string' || call.service.settings.models.includes(model)) return null;
  return invalid('model', `The requested model '${model.slice(0, 100)}' does not exist.`, {
    code: 'model_not_found',
  });
}
