import { isObject, type JsonObject } from '../../schemas/json.js';
import type { Intent } from '../../targets/exchange.js';
import type { Judge } from '../engine/judge.js';
import { exchanges } from '../engine/judges.js';
import { type Rule, rule } from '../engine/rule.js';
import { isDecision } from '../engine/status.js';
import type { ExchangeView } from '../engine/view.js';

type BadUser = Extract<Intent['user'], 'none' | 'wrong' | 'empty'>;

/** Judges requests that carried no valid credentials: they must be refused for that reason. */
function refusesCredentials(parts: {
  readonly users: readonly BadUser[];
  readonly lifecycle: boolean;
}): Judge {
  return exchanges({
    given: (view) => {
      const { status } = view;
      const { intent, operation } = view.exchange;
      if (!isDecision(status)) return false;
      // Not found hides what is there just as well, or there is no such route at all.
      if (parts.lifecycle && [404, 405].includes(status)) return false;
      return (
        parts.users.some((user) => user === intent.user) &&
        (operation === 'create-response') !== parts.lifecycle
      );
    },
    check: (view, report) => {
      const { status } = view;
      if (status === 401 || status === 403) return;
      const { user } = view.exchange.intent;
      report({
        pointer: '/status',
        message:
          status < 400
            ? `${view.exchange.operation} is served to ${described[user] ?? user}`
            : `${view.exchange.operation} with ${described[user] ?? user} is answered ${status}`,
        expected: '401 or 403',
        actual: status,
        cause: `${view.exchange.operation} ${user} ${status < 400 ? 'served' : status}`,
      });
    },
  });
}

const described: { readonly [user: string]: string } = {
  none: 'a request without credentials',
  wrong: 'a key that nobody was given',
  empty: 'an empty key',
};

const authSource: Rule['source'] = {
  dialect: 'open-responses',
  section: 'transport',
  note: 'Authorization is required (Azure: or api-key); without it the request fails',
};

export const credentialsRequired = rule({
  id: 'HTTP-AUTH-REQUIRED',
  level: 'MUST',
  basis: 'prose',
  area: 'auth',
  title: 'A request without credentials is refused with 401 or 403',
  source: authSource,
  needs: ['auth'],
  why: 'Whoever finds the address can spend the money and read the data of its owner.',
  fix: 'Check the credentials before anything else, and answer 401 with an error object where there are none.',
  judge: refusesCredentials({ users: ['none'], lifecycle: false }),
});

export const wrongKeyRefused = rule({
  id: 'AUTH-KEY-WRONG',
  level: 'MUST',
  basis: 'observed',
  area: 'auth',
  title: 'A request with a wrong key is refused with 401 or 403',
  source: { dialect: 'openai', section: 'authentication', note: '401 invalid_api_key' },
  needs: ['auth'],
  why: 'An invalid key that is taken for an anonymous user opens what the key was to protect.',
  fix: 'Compare with the keys that were given out; a key that is not among them is 401, never an anonymous user.',
  judge: refusesCredentials({ users: ['wrong'], lifecycle: false }),
});

export const emptyKeyRefused = rule({
  id: 'AUTH-KEY-EMPTY',
  level: 'MUST',
  basis: 'inferred',
  area: 'auth',
  title: 'A request with an empty key is refused with 401 or 403',
  source: { ...authSource, note: 'an empty Authorization names nobody' },
  needs: ['auth'],
  why: 'Empty keys come from unset variables; where they are served, nobody notices that there is no protection.',
  fix: 'Treat an empty key as no key.',
  judge: refusesCredentials({ users: ['empty'], lifecycle: false }),
});

export const lifecycleProtected = rule({
  id: 'AUTH-LIFECYCLE',
  level: 'MUST',
  basis: 'observed',
  area: 'auth',
  title: 'Retrieving, listing and deleting need credentials as much as creating',
  source: { ...authSource, note: 'each request needs Authorization; open lifecycle routes were reported' },
  needs: ['auth', 'state'],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  why: 'Whoever guesses or finds an id reads or deletes the conversation behind it.',
  fix: 'Put the check of credentials in front of the router, not into single routes.',
  judge: refusesCredentials({ users: ['none', 'wrong', 'empty'], lifecycle: true }),
});

/** What stands in a text where the recorder took a key out. */
const redacted = /\[REDACTED:([\w-]+)\]/g;

/** Headers that name products: a key such as "ollama" stands there without being shown. */
const productHeaders: ReadonlySet<string> = new Set(['server', 'via', 'x-powered-by']);

/** The names of the keys that were taken out of an answer. What a model says is no place to look: keys may be words. */
function keysShown(view: ExchangeView): readonly string[] {
  const { answer } = view;
  if (answer === null) return [];
  const names = new Set<string>();
  const look = (text: string) => {
    for (const [, name] of text.matchAll(redacted)) if (name !== undefined) names.add(name);
  };
  look(isObject(answer.json) ? JSON.stringify(withoutOutput(answer.json)) : answer.text);
  for (const [header, value] of answer.headers) {
    // A header that is secret by its name is masked whatever it holds: only marks of other names are keys.
    if (!productHeaders.has(header.toLowerCase()))
      look(value.replace(`[REDACTED:${header.toLowerCase()}]`, ''));
  }
  for (const { type, data } of view.events()) {
    if (data !== null && !generated.test(type)) look(JSON.stringify(withoutOutput(data)));
  }
  return [...names].filter((name) => /key|authorization/i.test(name) && !/isolation/i.test(name));
}

/** Events that carry what the model generates. */
const generated = /^response\.(output_item|content_part|[a-z_]+\.(delta|done))/;

function withoutOutput(body: JsonObject): JsonObject {
  const { output: _, response, ...rest } = body;
  return isObject(response) ? { ...rest, response: withoutOutput(response) } : rest;
}

function sentKey(view: ExchangeView): boolean {
  return view.live && view.answer !== null;
}

export const acceptedKeySecret = rule({
  id: 'AUTH-KEY-ECHO',
  level: 'MUST',
  basis: 'inferred',
  area: 'auth',
  title: 'A key that the server accepts never comes back in an answer',
  source: { dialect: 'all', section: 'security', note: 'a credential is for the server alone' },
  needs: ['auth'],
  evidence: ['auth/*', 'errors/*', 'http/*'],
  why: 'Answers are logged, cached and shown; with them the key travels to whoever reads them.',
  fix: 'Never copy request headers into answers or error messages; mask keys in everything that is written.',
  judge: exchanges({
    given: (view) =>
      sentKey(view) &&
      ['first', 'second'].includes(view.exchange.intent.user) &&
      ![401, 403].includes(view.status),
    check: (view, report) => {
      for (const name of keysShown(view)) {
        report({
          pointer: '/body',
          message: 'the answer shows the key it was asked with',
          actual: `[REDACTED:${name}]`,
        });
      }
    },
  }),
});

export const refusedKeySecret = rule({
  id: 'AUTH-KEY-ECHO-REFUSED',
  level: 'SHOULD',
  basis: 'inferred',
  area: 'auth',
  title: 'A key that the server refuses does not come back in the answer',
  source: {
    dialect: 'all',
    section: 'security',
    note: 'real services repeat a refused key, masked or in full',
  },
  needs: ['auth'],
  why: 'A refused key is often the right one for another service, or has one wrong letter.',
  fix: 'Say that the key is invalid without repeating it.',
  judge: exchanges({
    given: (view) =>
      sentKey(view) &&
      view.exchange.intent.user !== 'none' &&
      view.exchange.intent.user !== 'empty' &&
      [401, 403].includes(view.status),
    check: (view, report) => {
      for (const name of keysShown(view)) {
        report({ pointer: '/body', message: 'the refusal repeats the key', actual: `[REDACTED:${name}]` });
      }
    },
  }),
});

export const authRules: readonly Rule[] = [
  credentialsRequired,
  wrongKeyRefused,
  emptyKeyRefused,
  lifecycleProtected,
  acceptedKeySecret,
  refusedKeySecret,
];
