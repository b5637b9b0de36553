import { isObject, objectsAt, stringAt } from '../schemas/json.js';
import type { ClientParts } from './client.js';
import { client } from './client.js';
import { type Exchange, type NoAnswer, unknownIntent } from './exchange.js';
import type { Target } from './target.js';
import { UnreachableError } from './unreachable-error.js';
import { UsageError } from './usage-error.js';

/** What to do about a target that gave no answer. */
const advice: { readonly [reason in NoAnswer]: string } = {
  refused: 'start the server, or check host and port of the base URL',
  reset: 'it accepts connections but closes them; check that the port speaks HTTP, and http or https',
  name: 'the host name is not known; check the spelling of the base URL and the DNS or proxy of this machine',
  tls: 'check http or https in the base URL, and trust its certificate with --ca FILE',
  'first-byte-timeout': 'check that the model is loaded, or allow more time with --timeout',
  'connect-timeout': 'nothing answers at this address; check the base URL, firewall and proxy',
  protocol: 'what answers there is not HTTP as clients understand it; check the base URL',
  aborted: 'the request was given up; start the run again',
};

/** Why nothing can be judged by this exchange with what to do about it, as one line; null where the target answered and let us in. */
function problemOf(exchange: Exchange, baseUrl: string): string | null {
  const { answer, noAnswer } = exchange;
  if (answer === null) {
    const reason = noAnswer?.reason ?? 'aborted';
    return `${baseUrl} does not answer (${noAnswer?.detail ?? reason}): ${advice[reason]}`;
  }
  if (answer.status === 401) {
    const sent = exchange.request.headers.some(([name]) => /^(authorization|api-key)$/i.test(name));
    return sent
      ? `${baseUrl} refuses the key (401): check the key, and with --auth how it is sent`
      : `${baseUrl} asks for a key (401): set RESPONSES_API_KEY, or name another variable with --api-key-env`;
  }
  if (answer.status === 403) {
    return `${baseUrl} refuses this user (403): check what the key is allowed to do`;
  }
  return null;
}

/**
 * Asks the target for its models, the cheapest thing to ask, to find out whether anybody is there. Most servers have no such
 * operation, so any answer counts. Throws an `UnreachableError` that says what to do.
 */
export async function probe(parts: ClientParts): Promise<Exchange> {
  const exchange = await client(parts)({
    id: 'probe/models#1.1',
    scenario: 'probe/models',
    method: 'GET',
    path: '/models',
    query: [],
    headers: [],
    body: null,
    intent: unknownIntent,
    disconnectAfterEvents: null,
    waitOut: true,
  });
  const problem = problemOf(exchange, parts.target.baseUrl);
  // Who may not list models may still be allowed to use one.
  if (problem !== null && exchange.answer?.status !== 403) throw new UnreachableError(problem);
  return exchange;
}

/**
 * The target with a model: the one it was configured with, or the only one that it lists. Throws an `UnreachableError` where
 * nobody answers, and a `UsageError` where there is a choice to make.
 */
export async function withModel(parts: ClientParts): Promise<Target> {
  const { target } = parts;
  if (target.model !== '') return target;
  const { answer } = await probe(parts);
  const json = answer?.json;
  const models = isObject(json)
    ? objectsAt(json, 'data').flatMap(({ value }) => stringAt(value, 'id') ?? [])
    : [];
  const [only] = models;
  if (only !== undefined && models.length === 1) return { ...target, model: only };
  const listed =
    models.length === 0
      ? ''
      : `; it offers ${models.slice(0, 5).join(', ')}${models.length > 5 ? ', …' : ''}`;
  throw new UsageError(`no model is named for ${target.baseUrl}; choose one with --model${listed}`);
}
