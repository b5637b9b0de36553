import { stringAt } from '../../../schemas/json.js';
import { exchanges, invalidRequests } from '../../engine/judges.js';
import { rule } from '../../engine/rule.js';
import { type ExchangeView, inResponse } from '../../engine/view.js';

/** Whether the answer says that the server failed: 503 is throttling, and 501 on an optional operation its absence. */
function serverFailed(view: ExchangeView): boolean {
  const { status } = view;
  if (status < 500 || status === 503) return false;
  return status !== 501 || view.exchange.operation === 'create-response';
}

export const validDoesNotFail = rule({
  id: 'ERR-5XX-VALID',
  level: 'MUST',
  basis: 'inferred',
  area: 'errors',
  title: 'A valid request does not make the server fail',
  source: {
    dialect: 'open-responses',
    section: 'errors',
    note: 'server_error is for unexpected conditions; what a server does not offer is refused with 4xx',
  },
  needs: [],
  evidence: ['create/*', 'errors/*', 'http/*', 'robustness/*'],
  why: 'SDKs repeat a 5xx two or three times and alerts go off, although the same request will fail for ever.',
  fix: 'Answer 4xx naming the parameter where something is not supported; handle the combination otherwise.',
  judge: exchanges({
    // A model named for the occasion may be one that is there to fail.
    given: (view) => view.exchange.intent.validity === 'valid' && view.answer !== null && usesOwnModel(view),
    check: (view, report) => {
      if (!serverFailed(view)) return;
      report({
        pointer: '/status',
        message: `a valid request (${view.exchange.operation}) is answered ${view.status}`,
        expected: '2xx, or 4xx where it is not offered',
        actual: view.status,
        cause: `${view.exchange.operation} ${view.status}`,
      });
    },
  }),
});

export const invalidDoesNotFail = rule({
  id: 'ERR-5XX-INVALID',
  level: 'MUST',
  basis: 'prose',
  area: 'errors',
  title: 'An invalid request is answered 4xx, not 5xx',
  source: {
    dialect: 'open-responses',
    section: 'errors',
    note: 'invalid_request is 400, not_found 404; 500 is for server_error and model_error',
  },
  needs: [],
  evidence: ['errors/*', 'http/*', 'robustness/*'],
  why: 'The caller is told to try again, and repeats a request that can never succeed.',
  fix: 'Validate before the request reaches code that relies on it, and turn what the validator says into 400.',
  judge: invalidRequests({
    given: (view) => view.status !== 503,
    check: (view, report) => {
      if (!serverFailed(view)) return;
      const { violation } = view.exchange.intent;
      report({
        pointer: '/status',
        message: `an invalid request is answered ${view.status} (${violation?.expectation ?? 'invalid'})`,
        expected: '4xx',
        actual: view.status,
        cause: `${violation?.pointer.replace(/\/\d+/g, '/*') ?? ''} ${violation?.keyword ?? ''}`,
      });
    },
  }),
});

/** What gives away the inside of a server: traces of common languages, and paths of installed code. */
const traces: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a Python traceback', /Traceback \(most recent call last\)|File "[^"]+\.py", line \d+/],
  [
    'a JavaScript stack trace',
    /\n?\s+at (?:async )?[\w.<>[\] ]*\(?(?:file:|node:|\/|[A-Z]:\\)[^\s)]+:\d+:\d+/,
  ],
  ['a Java stack trace', /\n?\s+at [\w$.]+\([\w$]+\.(?:java|kt|scala):\d+\)/],
  ['a .NET stack trace', /\s+at [\w.`<>]+\([^)]*\) in [^\n]+:line \d+/],
  ['a Go panic', /goroutine \d+ \[[^\]]+\]:|panic: runtime error/],
  ['a Rust panic', /thread '[^']+' panicked at|src\/[\w/]+\.rs:\d+:\d+/],
  ['a path of installed code', /\/(?:site|dist)-packages\/|\/node_modules\/|\/go\/pkg\/mod\//],
];

export const noInternals = rule({
  id: 'ERR-NO-INTERNALS',
  level: 'MUST',
  basis: 'inferred',
  area: 'errors',
  title: 'An error shows no stack trace and no path of the code behind it',
  source: { dialect: 'all', section: 'Error.message', note: 'the message is for the caller of the API' },
  needs: [],
  evidence: ['errors/*', 'http/*', 'robustness/*'],
  why: 'Traces tell an attacker what runs where, and tell the caller nothing.',
  fix: 'Log the trace, and answer with a message of your own; switch debug pages off.',
  judge: exchanges({
    given: (view) => failureTexts(view).length > 0,
    check: (view, report) => {
      for (const text of failureTexts(view)) {
        const found = traces.find(([, pattern]) => pattern.test(text));
        if (found === undefined) continue;
        report({
          pointer: '/body',
          message: `the error shows ${found[0]}`,
          actual: found[1].exec(text)?.[0].trim() ?? null,
          cause: found[0],
        });
      }
    },
  }),
});

export const noUpstreamBody = rule({
  id: 'ERR-NO-UPSTREAM-BODY',
  level: 'SHOULD',
  basis: 'inferred',
  area: 'errors',
  title: 'The message of an error is text, not the body of another server',
  source: { dialect: 'all', section: 'Error.message', note: 'a human-readable message' },
  needs: [],
  evidence: ['errors/*', 'http/*', 'robustness/*'],
  why: 'A JSON document or a web page inside the message is read by no client and may hold what was not meant to be shown.',
  fix: 'Take message, code and param out of the answer of the server behind, and put them into your own error.',
  judge: exchanges({
    given: (view) => errorMessages(view).length > 0,
    check: (view, report) => {
      for (const { pointer, message } of errorMessages(view)) {
        if (!/\{\s*\\?"(?:error|detail|message|code)\\?"\s*:|<!doctype html|<html[\s>]/i.test(message))
          continue;
        report({
          pointer,
          message: 'the message holds the body of another server',
          actual: message.slice(0, 200),
        });
      }
    },
  }),
});

export const failureRules = [validDoesNotFail, invalidDoesNotFail, noInternals, noUpstreamBody];

function usesOwnModel(view: ExchangeView): boolean {
  const named = stringAt(view.body ?? undefined, 'model');
  return named === null || view.target.model === null || named === view.target.model;
}

/** The texts in which a server speaks about a failure: the body of an error, the error of a failed response or stream. */
function failureTexts(view: ExchangeView): readonly string[] {
  const { answer } = view;
  if (answer === null) return [];
  const body = answer.status >= 400 && answer.text !== '' ? [unescaped(answer.text)] : [];
  return [...body, ...errorMessages(view).map(({ message }) => message)];
}

/** What errors say to people, each with its place. */
function errorMessages(view: ExchangeView) {
  const event = view.stream?.error;
  const sources = [
    { pointer: view.error?.pointer, value: view.error?.value },
    { pointer: inResponse(view, 'error'), value: view.response?.value['error'] },
    { pointer: event?.pointer, value: event?.value },
    { pointer: `${event?.pointer}/error`, value: event?.value['error'] },
  ];
  return sources.flatMap(({ pointer, value }) => {
    const message = stringAt(value, 'message');
    return message === null ? [] : [{ pointer: `${pointer}/message`, message }];
  });
}

// Inside JSON a trace has its line ends escaped.
function unescaped(text: string): string {
  return text.replaceAll('\\n', '\n').replaceAll('\\"', '"');
}
