import { isObject, type JsonObject, objectAt } from '../../../schemas/json.js';
import type { Change, RequestContext } from '../../../targets/reference/index.js';
import { answerOf, refusing, requestJson } from '../answering.js';
import type { Defect } from '../defect.js';

/** A change of the error object in the bodies of refusals. */
function errors(change: (error: JsonObject, context: RequestContext) => JsonObject): Change {
  return {
    json: (body, context) => {
      const error = context.fault === null ? null : objectAt(body, 'error');
      return error === null || !isObject(body) ? body : { ...body, error: change(error, context) };
    },
  };
}

const asksForStream = ({ request }: RequestContext) => {
  const body = requestJson(request);
  return isObject(body) && body['stream'] === true;
};

/** Refusals that say no in the wrong way. */
export const shapeDefects: readonly Defect[] = [
  {
    name: 'fastapi-detail-envelope',
    area: 'errors',
    symptom: 'Errors come as {"detail": ...} instead of {"error": {...}}.',
    seenIn: 'raullenchai/Rapid-MLX#491',
    caughtBy: ['ERR-ENVELOPE'],
    change: { json: (body, { fault }) => (fault === null ? body : { detail: fault.message }) },
  },
  {
    name: 'error-is-a-string',
    area: 'errors',
    symptom: 'error is a string.',
    seenIn: 'api.x.ai',
    caughtBy: ['ERR-ENVELOPE'],
    change: {
      json: (body, { fault }) => (fault === null ? body : { code: fault.code, error: fault.message }),
    },
  },
  {
    name: 'html-error-page',
    area: 'errors',
    symptom: 'Errors are web pages.',
    caughtBy: ['ERR-ENVELOPE', 'HTTP-ERR-JSON'],
    change: {
      answer: (answer, { fault }) =>
        fault === null
          ? answer
          : answerOf(answer.status, 'text/html', `<html><body><h1>${answer.status}</h1></body></html>`),
    },
  },
  {
    name: 'numeric-error-code',
    area: 'errors',
    symptom: 'error.code is the status as a number.',
    seenIn: 'llama.cpp llama-server',
    caughtBy: ['ERR-FIELDS'],
    change: errors((error, { fault }) => ({ ...error, code: fault?.status ?? 400 })),
  },
  {
    name: 'error-without-param',
    area: 'errors',
    symptom: 'error has no member param.',
    caughtBy: ['ERR-FIELDS'],
    change: errors(({ param: _, ...error }) => error),
  },
  {
    name: 'details-are-texts',
    area: 'errors',
    symptom: 'The entries of error.details are texts.',
    dialect: 'azure-foundry',
    level: 'SHOULD',
    caughtBy: ['ERR-NESTED'],
    change: errors((error) => ({ ...error, details: ['see the documentation'] })),
  },
  {
    name: 'validation-is-422',
    area: 'errors',
    symptom: 'Faulty bodies are answered 422.',
    level: 'SHOULD',
    caughtBy: ['ERR-STATUS-MAP'],
    change: refusing((fault) => (fault.stage === 'validate' ? { ...fault, status: 422 } : fault)),
  },
  {
    name: 'type-contradicts-status',
    area: 'errors',
    symptom: 'Faulty requests are 400 and called server_error.',
    level: 'SHOULD',
    caughtBy: ['ERR-STATUS-MAP', 'ERR-TYPE-NAME'],
    change: refusing((fault) => (fault.stage === 'validate' ? { ...fault, type: 'server_error' } : fault)),
  },
  {
    name: 'invented-type',
    area: 'errors',
    symptom: 'The type of an error is the name of an exception.',
    level: 'SHOULD',
    caughtBy: ['ERR-TYPE-NAME'],
    change: refusing((fault) => ({ ...fault, type: 'BadRequestError' })),
  },
  {
    name: 'param-always-null',
    area: 'errors',
    symptom: 'param is always null.',
    level: 'SHOULD',
    caughtBy: ['ERR-PARAM-NAMES-FIELD'],
    change: refusing((fault) => ({ ...fault, param: null })),
  },
  {
    name: 'reason-kept-secret',
    area: 'errors',
    symptom: 'Refusals do not say what is wrong.',
    level: 'SHOULD',
    caughtBy: ['ERR-REASON-NAMED'],
    change: refusing((fault) =>
      fault.stage === 'validate'
        ? { ...fault, param: null, code: null, message: 'This cannot be processed. Please check it.' }
        : fault,
    ),
  },
  {
    name: 'upstream-error-body-discarded',
    area: 'errors',
    symptom: 'Of the answer of the server behind, only the status survives.',
    seenIn: 'praxis-proxy/ai#724',
    caughtBy: ['ERR-MESSAGE-EXPLAINS'],
    change: refusing((fault) => ({ ...fault, code: null, message: reasonOf(fault.status) })),
  },
  {
    name: 'stream-rejection-as-200-sse',
    area: 'errors',
    symptom: 'With stream: true a refusal is a 200 event stream with an error event.',
    seenIn: 'praxis-proxy/ai#1005',
    caughtBy: ['ERR-STREAM-PRE'],
    collateral: 12,
    change: {
      answer: (answer, context) => {
        const { fault } = context;
        if (fault === null || fault.stage === 'authenticate' || !asksForStream(context)) return answer;
        const { code, message, param } = fault;
        const event = { type: 'error', sequence_number: 0, code, message, param };
        return answerOf(200, 'text/event-stream', `event: error\ndata: ${JSON.stringify(event)}\n\n`);
      },
    },
  },
  {
    name: 'streamed-refusal-differs',
    area: 'errors',
    symptom: 'With stream: true faulty requests are answered 422 instead of 400.',
    caughtBy: ['ERR-STREAM-SAME'],
    change: refusing((fault, context) =>
      fault.stage === 'validate' && asksForStream(context) ? { ...fault, status: 422 } : fault,
    ),
  },
  {
    name: 'stack-trace-in-message',
    area: 'errors',
    symptom: 'Messages end in a stack trace.',
    caughtBy: ['ERR-NO-INTERNALS'],
    change: refusing((fault) => ({
      ...fault,
      message: `${fault.message}\n    at validate (/srv/app/node_modules/server/dist/validate.js:41:13)`,
    })),
  },
  {
    name: 'upstream-body-in-message',
    area: 'errors',
    symptom: 'The message is the JSON that the server behind answered.',
    level: 'SHOULD',
    caughtBy: ['ERR-NO-UPSTREAM-BODY'],
    change: refusing((fault) => ({
      ...fault,
      message: `upstream said: ${JSON.stringify({ error: { message: fault.message } })}`,
    })),
  },
];

function reasonOf(status: number): string {
  return (
    { 400: 'Bad Request', 401: 'Unauthorized', 404: 'Not Found', 405: 'Method Not Allowed' }[status] ??
    'Error'
  );
}
