import type { JsonObject, JsonValue } from '../../../schemas/json.js';
import { isObject } from '../../../schemas/json.js';
import type { Report } from '../../engine/judge.js';
import { refusals } from '../../engine/judges.js';
import { rule } from '../../engine/rule.js';
import type { ExchangeView } from '../../engine/view.js';
import { fromGateways } from '../../http/statuses.js';
import { perhapsUnrouted } from '../refusal.js';

/** Whether the answer is one that the server itself gives, in an operation of the contract. */
export function isOwnRefusal(view: ExchangeView): boolean {
  const { answer, exchange } = view;
  return (
    answer !== null &&
    exchange.operation !== 'other' &&
    exchange.request.method !== 'HEAD' &&
    // Whoever takes a half-closed connection for a closed one answers, if at all, from below the API.
    exchange.intent.halfClosed !== true &&
    !fromGateways.has(answer.status) &&
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
      const { answer, dialect } = view;
      if (answer === null) return;
      if (answer.json === undefined) {
        report({
          pointer: '/body',
          message: `the body of a ${answer.status} is ${answer.text === '' ? 'empty' : 'not JSON'}`,
          expected: 'a JSON object with an error object in it',
          actual: answer.text.slice(0, quotedLength),
          cause: answer.text === '' ? 'empty' : 'not JSON',
        });
        return;
      }
      const nested = isObject(answer.json) && isObject(answer.json['error']);
      const flat = dialect.wire.errorEnvelope === 'flat-or-nested' && view.error !== null;
      if (nested || flat) return;
      report({
        pointer: '/error',
        message: `the body of a ${answer.status} has no error object`,
        expected: 'an object under "error"',
        actual: answer.text.slice(0, quotedLength),
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
    check: (view, report) => {
      if (view.error === null) return;
      checkFields(view.error.value, view.error.pointer, view.dialect.wire.errorFields, report);
    },
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
      if (view.error === null) return;
      const { pointer, value } = view.error;
      const { details } = value;
      if (!Array.isArray(details)) {
        report({ pointer: `${pointer}/details`, message: 'details is not a list', actual: details ?? null });
        return;
      }
      for (const [index, entry] of details.entries())
        checkDetail(entry, `${pointer}/details/${index}`, report);
    },
  }),
});

function checkDetail(entry: JsonValue, pointer: string, report: Report): void {
  if (isObject(entry) && typeof entry['message'] === 'string' && entry['message'] !== '') return;
  report({
    pointer,
    message: 'an entry of details is not an error with a message',
    expected: '{code, message}',
    actual: entry,
  });
}

function checkFields(error: JsonObject, place: string, required: readonly string[], report: Report): void {
  const { message, type } = error;
  if (typeof message !== 'string' || message.trim() === '') {
    report({
      pointer: `${place}/message`,
      message: 'error.message is not a text that says something',
      expected: 'a non-empty string',
      actual: message ?? null,
    });
  }
  if (type === undefined ? required.includes('type') : typeof type !== 'string') {
    report({
      pointer: `${place}/type`,
      message: `error.type is ${type === undefined ? 'missing' : 'not a string'}`,
      expected: 'a string',
      actual: type ?? null,
    });
  }
  for (const member of ['param', 'code'] as const) {
    const value = error[member];
    const missing = value === undefined && required.includes(member);
    if (!missing && (value === undefined || value === null || typeof value === 'string')) continue;
    report({
      pointer: `${place}/${member}`,
      message: `error.${member} is ${missing ? 'missing' : 'neither a string nor null'}`,
      expected: 'a string or null',
      actual: value ?? null,
    });
  }
}
