import type { Change, RequestContext, ResponseRecord } from '../../../targets/reference/index.js';

/** A server whose look-ups by id find something else than what is stored. */
export function finding(
  find: (record: ResponseRecord | null, context: RequestContext) => ResponseRecord | null,
): Change {
  return { find: (record, _id, context) => find(record, context) };
}

/** A server that keeps something else of a response than what it should. */
export function keeping(
  store: (record: ResponseRecord | null, context: RequestContext) => ResponseRecord | null,
): Change {
  return { store };
}

/** The response that a request continues from, as it is stored. */
export function parentOf({ body, state }: RequestContext): ResponseRecord | null {
  const id = body?.['previous_response_id'];
  return typeof id === 'string' ? (state.responses.get(id) ?? null) : null;
}

/** The same URL with some query parameters rewritten; null takes one out. */
export function rewritingQuery(rewrite: (name: string, value: string) => string | null): Change {
  return {
    request: (request) => {
      const [path = '', search = ''] = request.url.split('?');
      if (search === '') return request;
      const query = [...new URLSearchParams(search)].flatMap(([name, value]) => {
        const written = rewrite(name, value);
        return written === null ? [] : [`${name}=${encodeURIComponent(written)}`];
      });
      return { ...request, url: query.length === 0 ? path : `${path}?${query.join('&')}` };
    },
  };
}
