import { arrayAt, isObject, objectAt, stringAt } from '../../../schemas/json.js';
import {
  type CapabilitySign,
  echoed,
  either,
  hasTyped,
  member,
  observed,
  operation,
  referring,
  refusalNames,
  refusalText,
  saysUnsupported,
  shownMember,
} from './evidence.js';

const retrieve = operation('retrieve-response');

const plainRetrieve: CapabilitySign = (view) => (view.streamed ? null : retrieve(view));

// An id that the server has just given out and does not know again is as good as no chains at all.
const previousResponse: CapabilitySign = (view) => {
  const asked = stringAt(view.body ?? undefined, 'previous_response_id');
  if (view.exchange.operation !== 'create-response' || asked === null || view.answer === null) return null;
  if (view.accepted && shownMember(view, 'previous_response_id') === asked)
    return observed(true, 'previous_response_id was accepted and is echoed');
  if (view.accepted || view.exchange.intent.validity !== 'valid') return null;
  const names = refusalNames(
    view,
    ['previous_response_id'],
    ['previous_response_id', 'previous response', 'previous_response_not_found'],
  );
  return names || view.answer.status === 404
    ? observed(false, `previous_response_id was ${refusalText(view)}`)
    : null;
};

const auth: CapabilitySign = (view) => {
  const { user } = view.exchange.intent;
  return ['none', 'wrong', 'empty'].includes(user) && [401, 403].includes(view.status)
    ? observed(true, `a request with ${user === 'none' ? 'no' : `a ${user}`} key was ${refusalText(view)}`)
    : null;
};

const isolation: CapabilitySign = (view) =>
  view.exchange.intent.user === 'second' && [403, 404].includes(view.status)
    ? observed(true, `the second user was ${refusalText(view)}`)
    : null;

const apiVersion: CapabilitySign = (view) => {
  const { request, intent } = view.exchange;
  const asked = request.query.find(([name]) => name === 'api-version')?.[1];
  if (view.answer === null || asked === undefined) return null;
  if (!refusalNames(view, ['api-version'], ['api-version', 'api version'])) return null;
  // "Not supported" may be said of the parameter or of the version: then the version is quoted.
  if (intent.validity === 'invalid' && (!saysUnsupported(view) || view.answer.text.includes(asked)))
    return observed(true, `an unknown version was ${refusalText(view)}`);
  return intent.validity === 'valid' ? observed(false, `api-version was ${refusalText(view)}`) : null;
};

const contentFilters: CapabilitySign = (view) => {
  const found = shownMember(view, 'content_filters');
  if (Array.isArray(found)) return observed(true, 'the response has content_filters');
  const { operation: asked, intent } = view.exchange;
  return asked === 'create-response' &&
    intent.validity === 'valid' &&
    shownMember(view, 'status') === 'completed' &&
    found === undefined
    ? observed(false, 'a completed response has no content_filters')
    : null;
};

/** How the capabilities around generating show on the wire: what is kept, started, counted, accounted and guarded. */
export const serviceSigns = {
  state: either(
    plainRetrieve,
    member({ used: (body) => body['store'] === true, params: ['store'], shown: () => null }),
  ),
  'previous-response': previousResponse,
  delete: operation('delete-response'),
  'input-items': operation('list-input-items'),
  'item-reference': member({
    used: (body) => hasTyped(body['input'], ['item_reference']),
    params: ['input'],
    words: ['item_reference', 'input', 'item', 'reference'],
    shown: (view) =>
      hasTyped(view.body?.['input'], ['item_reference']) ? 'an item_reference was accepted' : null,
  }),
  conversations: either(
    operation('create-conversation'),
    member({
      used: (body) => (body['conversation'] ?? null) !== null,
      params: ['conversation'],
      shown: (view) =>
        isObject(shownMember(view, 'conversation')) ? 'the response names its conversation' : null,
    }),
  ),
  background: member({
    used: (body) => body['background'] === true,
    params: ['background'],
    shown: (view) => {
      if (view.body?.['background'] !== true) return null;
      const created = view.responses[0]?.value ?? {};
      if (created['status'] === 'queued') return 'the response was queued';
      if (created['status'] === 'in_progress' && view.stream === null)
        return 'the answer came before the response was done';
      return created['background'] === true ? 'background true is echoed' : null;
    },
    denied: (view) =>
      view.stream === null && view.response !== null
        ? 'background was left out of account: the answer is finished and does not say background true'
        : null,
  }),
  cancel: operation('cancel-response'),
  compact: operation('compact-response'),
  'input-tokens': operation('count-input-tokens'),
  'context-management': member({
    used: (body) => arrayAt(body, 'context_management').length > 0,
    params: ['context_management'],
    // Accepted is not offered: many servers leave members that they do not know out of account.
    shown: (view) => {
      if (view.body === null || arrayAt(view.body, 'context_management').length === 0) return null;
      if (view.items.some(({ value }) => value['type'] === 'compaction'))
        return 'the output has a compaction item';
      return Array.isArray(shownMember(view, 'context_management')) ? 'context_management is echoed' : null;
    },
  }),
  auth,
  isolation,
  'prompt-templates': referring('prompt'),
  metadata: echoed('metadata'),
  'service-tier': echoed('service_tier'),
  'safety-identifier': echoed('safety_identifier'),
  'prompt-cache': either(echoed('prompt_cache_key'), echoed('prompt_cache_retention')),
  'api-version': apiVersion,
  'content-filters': contentFilters,
  agents: referring('agent_reference'),
  'structured-inputs': member({
    used: (body) => objectAt(body, 'structured_inputs') !== null,
    params: ['structured_inputs'],
    shown: (view) =>
      objectAt(view.body ?? undefined, 'structured_inputs') === null
        ? null
        : 'structured_inputs was accepted',
  }),
};
