import { isObject, type JsonValue } from '../../schemas/json.js';
import type { HttpAnswer } from '../transport.js';
import { TransportError } from '../transport.js';
import { identify } from './authentication.js';
import { type Call, Refused } from './call.js';
import { capacityFault } from './capacity.js';
import type { Fault } from './fault.js';
import { operationHandlers } from './operations/index.js';
import type { Reply } from './operations/reply.js';
import { routeOf } from './router.js';
import { readBody } from './validation/body.js';
import { requestFault, takesBody } from './validation/validate.js';
import { jsonAnswer, streamAnswer } from './wire/answers.js';
import { errorBody } from './wire/errors.js';
import { serviceHeaders } from './wire/headers.js';

/** Answers one request: every stage in the order in which a request meets it. */
export async function answerRequest(call: Call): Promise<HttpAnswer> {
  for (const change of call.service.changes) {
    const changed = await change.request?.(call.request, call);
    if (changed === undefined) continue;
    if ('status' in changed) return changed;
    call.request = changed;
  }
  let answer = await answerOf(call);
  for (const change of call.service.changes) answer = (await change.answer?.(answer, call)) ?? answer;
  return answer;
}

async function answerOf(call: Call): Promise<HttpAnswer> {
  try {
    const reply = await handled(call);
    const headers = serviceHeaders(call, requestId(call));
    if (reply.kind === 'stream') return streamAnswer(reply.chunks, headers);
    return jsonAnswer(200, dressed(call, reply.body), headers);
  } catch (problem) {
    if (call.signal.aborted)
      throw new TransportError('aborted', 'The request was aborted.', { cause: problem });
    if (problem instanceof Refused) return faultAnswer(call, problem.fault);
    return faultAnswer(call, internalFault(call, problem));
  }
}

function faultAnswer(call: Call, fault: Fault): HttpAnswer {
  call.fault = fault;
  const headers = [...serviceHeaders(call, requestId(call)), ...(fault.headers ?? [])];
  return jsonAnswer(fault.status, dressed(call, errorBody(fault, call.dialect)), headers);
}

function dressed(call: Call, body: JsonValue): JsonValue {
  return call.through(body, (change, value) => change.json?.(value, call) ?? value);
}

function requestId(call: Call): string {
  return `req_${call.service.settings.seed.toString(16)}_${call.ordinal.toString(16).padStart(8, '0')}`;
}

async function handled(call: Call): Promise<Reply> {
  authenticate(call);
  route(call);
  const body = read(call);
  call.pass('validate', requestFault(call, body));
  call.pass('capacity', capacityFault(call));
  const { operation } = call;
  if (operation === 'other') throw new Error('A request without an operation was routed.');
  return operationHandlers[operation](call);
}

function authenticate(call: Call): void {
  const identity = identify(call.request.headers, call.dialect, call.service.settings);
  call.owner = 'owner' in identity ? identity.owner : 'anyone';
  call.pass('authenticate', 'fault' in identity ? identity.fault : null);
}

function route(call: Call): void {
  const { pathname, search } = locationOf(call.request.url);
  call.query = new URLSearchParams(search);
  const found = routeOf(call.dialect, call.request.method, pathname);
  if ('stage' in found) throw call.refused('route', found);
  call.path = found.path;
  call.operation = found.operation;
  call.parameters = found.parameters;
  call.pass('route', null);
}

/** Path and query of an absolute URL, without normalising either: what was asked for is what is looked up. */
function locationOf(url: string): { readonly pathname: string; readonly search: string } {
  const [, pathname = '/', search = ''] =
    /^(?:[a-z][a-z0-9+.-]*:\/\/[^/?#]*)?([^?#]*)(?:\?([^#]*))?/is.exec(url) ?? [];
  return { pathname: pathname === '' ? '/' : pathname, search };
}

/** Reads and parses the body; undefined where the operation has none. */
function read(call: Call): JsonValue | undefined {
  if (!takesBody(call.operation)) {
    call.pass('read', null);
    return undefined;
  }
  const parsed = readBody(
    call.request,
    call.service.settings.maxBodyBytes,
    call.operation === 'create-conversation',
  );
  call.pass('read', 'stage' in parsed ? parsed : null);
  const value = 'stage' in parsed ? undefined : parsed.value;
  const body = call.through<JsonValue | undefined>(value, (change, given) =>
    change.body === undefined ? given : change.body(given, call),
  );
  call.body = isObject(body) ? body : null;
  return body;
}

/** A fault of the server's own: told to whoever runs it, not to the client. */
function internalFault(call: Call, problem: unknown): Fault {
  call.service.settings.onInternalError(problem);
  return {
    stage: 'internal',
    status: 500,
    type: 'server_error',
    code: 'server_error',
    param: null,
    message: 'The server had an error while processing your request.',
  };
}
