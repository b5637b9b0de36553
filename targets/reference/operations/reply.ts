import type { JsonObject } from '../../../schemas/json.js';
import type { Call } from '../call.js';
import type { Fault } from '../fault.js';
import type { Page } from '../state/paging.js';

/** What an operation answers: a JSON body, or the bytes of an event stream. */
export type Reply =
  | { readonly kind: 'json'; readonly body: JsonObject }
  | { readonly kind: 'stream'; readonly chunks: AsyncIterable<Uint8Array> };

/** A JSON body with status 200. */
export function json(body: JsonObject): Reply {
  return { kind: 'json', body };
}

/** A page of a list in the dialect's form. Throws `Refused` where the page could not be cut out. */
export function listReply(call: Call, page: Page | Fault): Reply {
  if ('stage' in page) throw call.refused(page.stage, page);
  const shown = call.through<Page>(page, (change, value) => change.page?.(value, call) ?? value);
  const named = call.dialect.wire.listObject === 'required' ? { object: 'list' } : {};
  return json({ ...named, ...shown });
}
