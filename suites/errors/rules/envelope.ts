import { type JsonValue, objectAt, stringAt } from '../../../schemas/json.js';
import type { Report } from '../../engine/judge.js';
import { refusals } from '../../engine/judges.js';
import { rule } from '../../engine/rule.js';
import type { ExchangeView } from '../../engine/view.js';
import { fromGateways } from '../../http/statuses.js';
import { inError, perhapsUnrouted } from '../refusal.js';

/** Whether a refusal is one that the server itself gives, in an operation of the contract. */
export function isOwnRefusal(view: ExchangeView): boolean {
  const { exchange, status } = view;
  return (
    exchange.operation !== 'other' &&
    // Whoever takes a half-closed connection for a closed one answers, if at all, from below the API.
    exchange.intent.halfClosed !== true &&
    !fromGateways.has(status) &&
    !perhapsUnrouted(view)
  );
}

/** How much of a body is quoted in a finding. */
const quotedLength = 200;

export const errorEnvelope = rule({
  id: 'ERR-ENVELOPE',
  level: 'MUST',
  basis: 'schema',
  area: 'errors',
  title: 'The body of an error is an error object in the envelope of the dialect',
  source: {
    dialect: 'all',
    section: 'ErrorResponse',
    note: '{error: {message, type, param, code}}; one source declares the bare object as well',
  },
  needs: [],
  evidence: ['errors/*', 'auth/*', 'limits/*'],
  why: 'SDKs read error.message and error.code; with any other body their users see "400 status code (no body)".',
  fix: 'Put every refusal, also those of the framework (validation, routing, authentication), into {"error": {...}}.',
  judge: refusals({
    given: isOwnRefusal,
    check: (view, report) => {
      const { answer, dialect, status } = view;
      const quoted = answer?.text.slice(0, quotedLength);
      if (answer?.json === undefined) {
        const found = quoted === '' ? 'empty' : 'not JSON';
        report({
          pointer: '/body',
          message: `the body of a ${status} is ${found}`,
          expected: 'a JSON object with an error object in it',
          actual: quoted,
          cause: found,
        });
        return;
      }
      const nested = objectAt(answer.json, 'error') !== null;
      const flat = dialect.wire.errorEnvelope === 'flat-or-nested' && view.error !== null;
      if (nested || flat) return;
      report({
        pointer: '/error',
        message: `the body of a ${status} has no error object`,
        expected: 'an object under "error"',
        actual: quoted,
        cause: 'no error object',
      });
    },
  }),
});

export const errorFields = rule({
  id: 'ERR-FIELDS',
  level: 'MUST',
  basis: 'schema',
  area: 'errors',
  title: 'An error has a non-empty message, and type, param and code of the right type',
  source: {
    dialect: 'openai',
    section: 'Error',
    note: 'message, type, param and code are required; param and code may be null',
  },
  needs: [],
  evidence: ['errors/*', 'auth/*', 'limits/*'],
  why: 'Typed clients refuse to decode an error whose code is a number or whose param is missing, and lose its message.',
  fix: 'Always send all four members; null where there is nothing to say, never a number or an empty message.',
  judge: refusals({
    given: (view) => view.error !== null && isOwnRefusal(view),
    check: checkFields,
  }),
});

export const nestedDetails = rule({
  id: 'ERR-NESTED',
  level: 'SHOULD',
  basis: 'schema',
  area: 'errors',
  title: 'The entries of error.details are errors of the same shape',
  source: {
    dialect: 'azure-foundry',
    section: 'ApiErrorResponse',
    note: 'details is an optional list of errors of the same shape',
  },
  needs: [],
  dialects: ['azure-foundry', 'azure-openai'],
  evidence: ['errors/*', 'auth/*', 'limits/*'],
  why: 'Clients that show the innermost cause read message and code of each entry.',
  fix: 'Give each entry of details a code and a message, or leave details out.',
  judge: refusals({
    given: (view) => (view.error?.value['details'] ?? null) !== null,
    check: (view, report) => {
      const details = view.error?.value['details'];
      const pointer = inError(view, 'details');
      if (Array.isArray(details)) {
        for (const [index, entry] of details.entries()) checkDetail(entry, `${pointer}/${index}`, report);
      } else {
        report({ pointer, message: 'details is not a list', actual: details });
      }
    },
  }),
});

function checkDetail(entry: JsonValue, pointer: string, report: Report): void {
  if ((stringAt(entry, 'message') ?? '') !== '') return;
  report({
    pointer,
    message: 'an entry of details is not an error with a message',
    expected: '{code, message}',
    actual: entry,
  });
}

function checkFields(view: ExchangeView, report: Report): void {
  const error = view.error?.value ?? {};
  const required = view.dialect.wire.errorFields;
  const { message, type } = error;
  if (typeof message !== 'string' || message.trim() === '') {
    report({
      pointer: inError(view, 'message'),
      message: 'error.message is not a text that says something',
      expected: 'a non-empty string',
      actual: message,
    });
  }
  if (type === undefined ? required.includes('type') : typeof type !== 'string') {
    report({
      pointer: inError(view, 'type'),
      message: `error.type is ${type === undefined ? 'missing' : 'not a string'}`,
      expected: 'a string',
      actual: type,
    });
  }
  for (const member of ['param', 'code'] as const) {
    const value = error[member];
    const missing = value === undefined && required.includes(member);
    if (!missing && (value === undefined || value === null || typeof value === 'string')) continue;
    report({
      pointer: inError(view, member),
      message: `error.${member} is ${missing ? 'missing' : 'neither a string nor null'}`,
      expected: 'a string or null',
      actual: value,
    });
  }
}
