import { isObject } from '../../schemas/json.js';
import type { Fault, RequestContext } from '../../targets/reference/index.js';
import { headerValue } from '../../targets/transport.js';
import { answerOf, keyOf, overlooking, pathOf } from './answering.js';
import type { Defect } from './defect.js';

const isCreate = ({ request }: RequestContext) =>
  request.method === 'POST' && pathOf(request) === '/responses';

/** Lets requests with credentials that were refused through, where `opens` says so. */
function open(opens: (fault: Fault, context: RequestContext) => boolean): Defect['change'] {
  return {
    fault: (fault, stage, context) =>
      fault !== null && stage === 'authenticate' && opens(fault, context) ? null : fault,
    // Whoever is let in sees everything.
    find: (record, id, context) =>
      record ?? (context.owner === 'anyone' ? (context.state.responses.get(id) ?? null) : null),
  };
}

export const authDefects: readonly Defect[] = [
  {
    name: 'no-key-needed',
    area: 'auth',
    symptom: 'A create request without credentials is served.',
    caughtBy: ['HTTP-AUTH-REQUIRED'],
    change: open(
      (_, context) => isCreate(context) && headerValue(context.request.headers, 'authorization') === null,
    ),
  },
  {
    name: 'invalid-key-becomes-anonymous',
    area: 'auth',
    symptom: 'An invalid bearer degrades to an anonymous user and is served.',
    seenIn: 'diegosouzapw/OmniRoute#13695',
    caughtBy: ['AUTH-KEY-WRONG', 'AUTH-LIFECYCLE'],
    change: open((fault) => fault.code === 'invalid_api_key'),
  },
  {
    name: 'empty-key-served',
    area: 'auth',
    symptom: 'An empty key is taken for a valid one.',
    caughtBy: ['AUTH-KEY-EMPTY'],
    change: open((_, context) =>
      /^bearer\s*$/i.test(headerValue(context.request.headers, 'authorization') ?? '-'),
    ),
  },
  {
    name: 'lifecycle-routes-unprotected',
    area: 'auth',
    symptom: 'Only POST /responses looks at the key: retrieving and deleting are open to all.',
    seenIn: 'Blaizzy/mlx-vlm#1714',
    caughtBy: ['AUTH-LIFECYCLE'],
    change: open((_, context) => !isCreate(context)),
  },
  {
    name: 'wrong-key-is-400',
    area: 'auth',
    symptom: 'A wrong key is answered 400.',
    seenIn: 'api.x.ai',
    caughtBy: ['AUTH-KEY-WRONG'],
    change: {
      fault: (fault) => (fault?.code === 'invalid_api_key' ? { ...fault, status: 400 } : fault),
    },
  },
  {
    name: 'key-in-debug-member',
    area: 'auth',
    symptom: 'Answers show the request headers, the key among them.',
    caughtBy: ['AUTH-KEY-ECHO'],
    change: {
      json: (body, context) =>
        isObject(body) && context.fault === null
          ? { ...body, debug: { headers: { authorization: keyOf(context) } } }
          : body,
    },
  },
  {
    name: 'refused-key-repeated',
    area: 'auth',
    symptom: 'The refusal of a wrong key repeats it.',
    level: 'SHOULD',
    caughtBy: ['AUTH-KEY-ECHO-REFUSED'],
    change: {
      fault: (fault, _stage, context) =>
        fault?.code === 'invalid_api_key'
          ? { ...fault, message: `Incorrect API key provided: ${keyOf(context).replace(/^Bearer /, '')}.` }
          : fault,
    },
  },
  {
    name: 'bearer-only',
    area: 'auth',
    dialect: 'azure-openai',
    symptom: 'The key is looked for in Authorization only; as api-key it is not found.',
    caughtBy: ['AUTH-KEY-FORMS'],
    change: overlooking('api-key'),
  },
  {
    name: 'api-key-header-unchecked',
    area: 'auth',
    dialect: 'azure-openai',
    symptom: 'Whatever stands in api-key is taken for a valid key; only Authorization is compared.',
    caughtBy: ['AUTH-KEY-WRONG'],
    change: open((_, context) => headerValue(context.request.headers, 'api-key') !== null),
  },
  {
    name: 'api-key-in-debug-member',
    area: 'auth',
    dialect: 'azure-openai',
    symptom: 'Answers to requests with an api-key header repeat that header.',
    caughtBy: ['AUTH-KEY-ECHO'],
    change: {
      json: (body, { request, fault }) => {
        const key = headerValue(request.headers, 'api-key');
        return key !== null && fault === null && isObject(body) ? { ...body, debug: { key } } : body;
      },
    },
  },
  {
    name: 'permission-not-looked-at',
    area: 'auth',
    symptom: 'A key that is known is served, whatever it may do.',
    caughtBy: ['AUTH-FORBIDDEN'],
    change: open((fault) => fault.status === 403),
  },
  {
    name: 'forbidden-is-401',
    area: 'auth',
    symptom: 'A key without permission is answered 401, so that clients fetch new tokens for ever.',
    level: 'SHOULD',
    caughtBy: ['AUTH-FORBIDDEN-STATUS'],
    change: {
      fault: (fault) =>
        fault?.status === 403 ? { ...fault, status: 401, type: 'invalid_request_error' } : fault,
    },
  },
  {
    name: 'forbidden-is-a-server-error',
    area: 'auth',
    symptom: 'The error of a 403 has the code of a failure.',
    level: 'SHOULD',
    caughtBy: ['ERR-FORBIDDEN-TYPE'],
    change: {
      fault: (fault) =>
        fault?.status === 403 ? { ...fault, type: 'invalid_request_error', code: 'internal_error' } : fault,
    },
  },
  {
    name: 'forbidden-says-nothing',
    area: 'auth',
    symptom: 'The error of a 403 does not say that anything is not permitted.',
    level: 'SHOULD',
    caughtBy: ['ERR-FORBIDDEN-TYPE'],
    change: {
      fault: (fault) =>
        fault?.status === 403
          ? { ...fault, type: 'invalid_request_error', code: null, message: 'Something went wrong.' }
          : fault,
    },
  },
  {
    name: 'forbidden-is-html',
    area: 'auth',
    symptom: 'The 403 of a gateway is a page of HTML.',
    caughtBy: ['ERR-ENVELOPE'],
    change: {
      answer: (answer) =>
        answer.status === 403 ? answerOf(403, 'text/html', '<html><h1>403 Forbidden</h1></html>') : answer,
    },
  },
  {
    name: 'hm-401-empty-body',
    area: 'auth',
    symptom: 'A bad key gets no body.',
    caughtBy: ['ERR-ENVELOPE'],
    change: {
      answer: (answer) => (answer.status === 401 ? answerOf(401, null, '') : answer),
    },
  },
];
