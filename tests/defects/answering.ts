import { isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';
import type { Change, Fault, RequestContext } from '../../targets/reference/index.js';
import { type Header, type HttpAnswer, type HttpRequest, headerValue } from '../../targets/transport.js';

/** An answer made by hand. */
export function answerOf(
  status: number,
  contentType: string | null,
  text: string,
  headers: readonly Header[] = [],
): HttpAnswer {
  return {
    status,
    headers: contentType === null ? headers : [['content-type', contentType], ...headers],
    body: bytesOf(text),
  };
}

/** A JSON answer made by hand. */
export function jsonAnswer(status: number, body: JsonValue): HttpAnswer {
  return answerOf(status, 'application/json', JSON.stringify(body));
}

/** An error in the usual envelope, made by hand. */
export function errorAnswer(status: number, message: string): HttpAnswer {
  return jsonAnswer(status, { error: { message, type: 'invalid_request_error', param: null, code: null } });
}

/** The same answer with another value of a header. */
export function withHeader(answer: HttpAnswer, name: string, value: string | null): HttpAnswer {
  const others = answer.headers.filter(([found]) => found.toLowerCase() !== name);
  return { ...answer, headers: value === null ? others : [...others, [name, value]] };
}

/** A change that does not see a header of the requests. */
export function overlooking(header: string): Change {
  return {
    request: (request) => ({
      ...request,
      headers: request.headers.filter(([name]) => name.toLowerCase() !== header),
    }),
  };
}

/** The body of a request as text. */
export function requestText({ body }: HttpRequest): string {
  return body === null ? '' : Buffer.from(body).toString('utf8');
}

/** The same request with another body. */
export function withText(request: HttpRequest, text: string): HttpRequest {
  return { ...request, body: Buffer.from(text, 'utf8') };
}

/** The body of a request as JSON; undefined where it is none. */
export function requestJson(request: HttpRequest): JsonValue | undefined {
  try {
    return JSON.parse(requestText(request)) as JsonValue;
  } catch {
    return undefined; // Some scenarios send what is no JSON.
  }
}

/** The path of a request behind the base URL, whatever the dialect. */
export function pathOf({ url }: HttpRequest): string {
  return url.replace(/^.*\/v1(?=\/)/, '').replace(/\?.*$/, '');
}

/** The header that a request was authenticated with. */
export function keyOf(context: RequestContext): string {
  return headerValue(context.request.headers, 'authorization') ?? '';
}

/** A change of the create body before it is validated; what is given back is what the server believes was sent. */
export function rewriting(rewrite: (body: JsonObject) => JsonObject): Change {
  return {
    body: (body, { operation }) => (operation === 'create-response' && isObject(body) ? rewrite(body) : body),
  };
}

/** A change that lets requests through which were refused for the reason that `isReason` recognises. */
export function lettingThrough(isReason: (fault: Fault, context: RequestContext) => boolean): Change {
  return {
    fault: (fault, _stage, context) => (fault !== null && isReason(fault, context) ? null : fault),
  };
}

/** A change of the refusals that a server gives. */
export function refusing(change: (fault: Fault, context: RequestContext) => Fault): Change {
  return { fault: (fault, _stage, context) => (fault === null ? null : change(fault, context)) };
}

async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text, 'utf8');
}
