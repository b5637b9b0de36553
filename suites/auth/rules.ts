import { isObject, type JsonObject } from '../../schemas/json.js';
import type { Answer, Intent } from '../../targets/exchange.js';
import type { Judge } from '../engine/judge.js';
import { exchanges, found } from '../engine/judges.js';
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
const redacted = /\[REDACTED:[\w-]+\]/g;

/** Headers that name products: a key such as "ollama" stands there without being shown. */
const productHeaders: ReadonlySet<string> = new Set(['server', 'via', 'x-powered-by']);

/** The marks of keys that were taken out of an answer. What a model says is no place to look: keys may be words. */
function keysShown(answer: Answer, view: ExchangeView): ReadonlySet<string> {
  const marks = marksIn(isObject(answer.json) ? JSON.stringify(withoutOutput(answer.json)) : answer.text);
  for (const [header, value] of answer.headers) {
    const name = header.toLowerCase();
    if (productHeaders.has(name)) continue;
    // A header that is secret by its name is masked whatever it holds: only marks of other names are keys.
    marks.push(...marksIn(value).filter((mark) => mark !== `[REDACTED:${name}]`));
  }
  for (const { type, data } of view.events()) {
    if (data !== null && !generated.test(type)) marks.push(...marksIn(JSON.stringify(withoutOutput(data))));
  }
  return new Set(marks.filter((mark) => /key|authorization/i.test(mark) && !/isolation/i.test(mark)));
}

function marksIn(text: string): string[] {
  return [...text.matchAll(redacted)].map(([mark]) => mark);
}

/** Events that carry what the model generates. */
const generated = /^response\.(output_item|content_part|[a-z_]+\.(delta|done))/;

function withoutOutput(body: JsonObject): JsonObject {
  const { output: _, response, ...rest } = body;
  return isObject(response) ? { ...rest, response: withoutOutput(response) } : rest;
}

/** Judges answers to whoever sent a key: it must not come back. */
function keepsKeys(parts: {
  readonly given: (view: ExchangeView) => boolean;
  readonly message: string;
}): Judge {
  return found({
    pick: (view) => (view.live && parts.given(view) ? view.answer : null),
    check: (answer, report, view) => {
      for (const mark of keysShown(answer, view)) {
        report({ pointer: '/body', message: parts.message, actual: mark });
      }
    },
  });
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
  judge: keepsKeys({
    given: (view) =>
      ['first', 'second'].includes(view.exchange.intent.user) && ![401, 403].includes(view.status),
    message: 'the answer shows the key it was asked with',
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
  judge: keepsKeys({
    given: (view) =>
      view.exchange.intent.user !== 'none' &&
      view.exchange.intent.user !== 'empty' &&
      [401, 403].includes(view.status),
    message: 'the refusal repeats the key',
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
