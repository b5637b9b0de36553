import { STATUS_CODES } from 'node:http';
import { pointerTokens, stringAt } from '../../../schemas/json.js';
import type { Violation } from '../../../targets/exchange.js';
import { refusals } from '../../engine/judges.js';
import { rule } from '../../engine/rule.js';
import { isVerdict, tellsOfRequest } from '../../engine/status.js';
import type { ExchangeView } from '../../engine/view.js';
import { faultKind, inError, perhapsUnrouted, reception, violations } from '../refusal.js';
import { isOwnRefusal } from './envelope.js';

/** Error types with the statuses they may come with (Open Responses, errors; contract section d). */
const statusesOf: readonly (readonly [
  type: RegExp,
  status: (status: number) => boolean,
  expected: string,
])[] = [
  [/^invalid_request/, (status) => status < 500, '400, or another 4xx'],
  [/^not_found(_error)?$/, (status) => status === 404, '404'],
  [/^(too_many_requests|rate_limit_(error|exceeded))$/, (status) => status === 429, '429'],
  [/^(server|model|api|internal_server)_error$/, (status) => status >= 500, '500'],
  [/^authentication_error$/, (status) => status === 401, '401'],
  [/^permission_(denied_)?error$/, (status) => status === 403, '403'],
];

export const statusMatchesType = rule({
  id: 'ERR-STATUS-MAP',
  level: 'SHOULD',
  basis: 'prose',
  area: 'errors',
  title: 'The status of an error fits its type, and a faulty body is answered 400',
  source: {
    dialect: 'open-responses',
    section: 'errors',
    note: 'invalid_request 400, not_found 404, too_many_requests 429, server_error and model_error 500',
  },
  needs: [],
  evidence: ['errors/*', 'auth/*', 'limits/*'],
  why: 'Retry and alerting layers look at the status alone, applications at the type: they must not contradict each other.',
  fix: 'Derive status and type from one place; a fault in the body is 400.',
  judge: refusals({
    given: (view) => isOwnRefusal(view) && (typeOf(view) !== null || hasFaultyBody(view)),
    check: (view, report) => {
      const { status } = view;
      const type = typeOf(view);
      const known = statusesOf.find(([pattern]) => type?.match(pattern));
      // An error that says that it is about the credentials says nothing about the body.
      const ofCredentials = /^(authentication|permission)/.test(type ?? '') && !tellsOfRequest(status);
      if (known !== undefined && !known[1](status)) {
        report({
          pointer: '/status',
          message: `an error of type ${type} has status ${status}`,
          expected: known[2],
          actual: status,
          cause: `${type} ${status}`,
        });
      } else if (hasFaultyBody(view) && isVerdict(status) && !ofCredentials && ![400, 413].includes(status)) {
        report({
          pointer: '/status',
          message: `a request with a faulty body is answered ${status}`,
          expected: 400,
          actual: status,
          cause: `faulty body ${status}`,
        });
      }
    },
  }),
});

export const typeName = rule({
  id: 'ERR-TYPE-NAME',
  level: 'SHOULD',
  basis: 'example',
  area: 'errors',
  title: 'A 400 has the type invalid_request_error or invalid_request',
  source: {
    dialect: 'openai',
    section: 'errors',
    note: 'examples say invalid_request_error, the table of Open Responses invalid_request',
  },
  needs: [],
  dialects: ['openai', 'open-responses'],
  evidence: ['errors/*', 'limits/*'],
  why: 'Applications branch on the type; an invented one lands in their "unknown error" branch.',
  fix: 'Use invalid_request_error for everything that the caller can repair.',
  judge: refusals({
    given: (view) => view.status === 400 && hasFaultyBody(view) && typeOf(view) !== null,
    check: (view, report) => {
      const type = typeOf(view);
      if (type === 'invalid_request_error' || type === 'invalid_request') return;
      report({
        pointer: inError(view, 'type'),
        message: 'a request at fault is answered with another type of error',
        expected: 'invalid_request_error',
        actual: type,
      });
    },
  }),
});

export const paramNamesField = rule({
  id: 'ERR-PARAM-NAMES-FIELD',
  level: 'SHOULD',
  basis: 'prose',
  area: 'errors',
  title: '`param` names the offending field',
  source: { dialect: 'open-responses', section: 'errors', note: 'param: the field the error relates to' },
  needs: [],
  dialects: ['openai', 'open-responses'],
  evidence: ['errors/*', 'limits/*'],
  why: 'SDKs and agents repair or drop the parameter that `param` names; without it they give up.',
  fix: 'Carry the path of the violated field from the validator into `param`.',
  judge: violations({
    given: namesSomething,
    check: (violation, report, view) => {
      const fields = fieldsOf(violation);
      const param = stringAt(view.error?.value, 'param');
      if (param !== null && mentionsOneOf(param, fields)) return;
      report({
        pointer: inError(view, 'param'),
        message: 'param does not name the field that is at fault',
        expected: fields[0],
        actual: param,
        // A param that is missing is another fault than one that is wrong.
        cause: typeof param,
      });
    },
  }),
});

export const reasonNamed = rule({
  id: 'ERR-REASON-NAMED',
  level: 'SHOULD',
  basis: 'inferred',
  area: 'errors',
  title: 'A refusal tells, in param, code or message, which field is at fault',
  source: {
    dialect: 'all',
    section: 'Error',
    note: 'message explains the error; code and param narrow it down',
  },
  needs: [],
  evidence: ['errors/*', 'limits/*'],
  why: 'A refusal that names nothing leaves the caller with guessing, field by field.',
  fix: 'Say in the message which field is wrong and what is allowed.',
  judge: violations({
    given: namesSomething,
    check: (violation, report, view) => {
      const fields = fieldsOf(violation);
      const error = view.error?.value;
      const said = ['param', 'code', 'message'].map((member) => stringAt(error, member)).join(' ');
      if (mentionsOneOf(said, fields)) return;
      report({
        pointer: inError(view, 'message'),
        message: 'nothing in the error names the field that is at fault',
        expected: fields.at(-1),
        actual: error,
      });
    },
  }),
});

export const messageExplains = rule({
  id: 'ERR-MESSAGE-EXPLAINS',
  level: 'MUST',
  basis: 'observed',
  area: 'errors',
  title: 'The message of a refused request is more than the name of its status',
  source: {
    dialect: 'all',
    section: 'Error.message',
    note: 'a human-readable explanation of the error (a gateway that replaced it by the reason phrase was reported)',
  },
  needs: [],
  evidence: ['errors/*', 'limits/*'],
  why: 'Gateways that drop the body of the server behind them hide what is wrong from every caller.',
  fix: 'Pass the message of the failing component on, or write one; "Bad Request" repeats the status line.',
  judge: refusals({
    given: (view) => [400, 422].includes(view.status) && messageOf(view) !== null,
    check: (view, report) => {
      const message = messageOf(view);
      if (!isReasonPhrase(message, view.status)) return;
      report({
        pointer: inError(view, 'message'),
        message: 'error.message only repeats the name of the status',
        expected: 'what is wrong with the request',
        actual: message,
      });
    },
  }),
});

export const meaningRules = [statusMatchesType, typeName, paramNamesField, reasonNamed, messageExplains];

function typeOf(view: ExchangeView): string | null {
  return stringAt(view.error?.value, 'type');
}

function hasFaultyBody(view: ExchangeView): boolean {
  const { operation, intent } = view.exchange;
  return operation === 'create-response' && intent.violation !== null && faultKind(intent.violation) !== null;
}

function messageOf(view: ExchangeView): string | null {
  return stringAt(view.error?.value, 'message');
}

function namesSomething(violation: Violation, view: ExchangeView): boolean {
  return (
    violation.in === 'body' &&
    fieldsOf(violation).length > 0 &&
    view.error !== null &&
    reception(view) === 'refused' &&
    !perhapsUnrouted(view)
  );
}

/** The names along the pointer of the violation, the outermost first. */
function fieldsOf({ pointer }: Violation): readonly string[] {
  return pointerTokens(pointer).filter((token) => !/^\d+$/.test(token));
}

function mentionsOneOf(text: string, fields: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return fields.some((field) => lower.includes(field.toLowerCase()));
}

function isReasonPhrase(message: string | null, status: number): boolean {
  const said = message
    ?.toLowerCase()
    .replace(/^(http )?(error )?\d{3}:? ?/, '')
    .replace(/[.! ]+$/, '');
  const phrases = [STATUS_CODES[status], status === 422 ? 'Unprocessable Content' : undefined];
  return phrases.some((phrase) => phrase?.toLowerCase() === said) || said === '';
}
