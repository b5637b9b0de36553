import type { JsonValue } from '../../schemas/json.js';
import { type Answer, type Exchange, type NoAnswer, unknownIntent } from '../../targets/exchange.js';

/** Something that may become of any answer on its way, whatever the request was. */
export interface Disturbance {
  readonly name: string;
  /** The server is not there, has too much to do, or does what makes no difference: nothing is wrong with its answers. */
  readonly harmless: boolean;
  readonly disturb: (exchange: Exchange) => Exchange;
}

const outOfMoney: JsonValue = {
  error: {
    message: 'You exceeded your quota.',
    type: 'insufficient_quota',
    code: 'insufficient_quota',
    param: null,
  },
};

/** What every rule is held against: it must not throw, and blames the server only for what it has done. */
export const disturbances: readonly Disturbance[] = [
  harmless('no answer in time', unanswered('first-byte-timeout')),
  harmless('connection refused', unanswered('refused')),
  harmless('connection reset', unanswered('reset')),
  harmless('busy', answered(503, envelope('server_error', 'Overloaded, try again later.'))),
  harmless(
    'throttled',
    answered(429, envelope('rate_limit_error', 'Too many requests.'), [['retry-after', '1']]),
  ),
  harmful('fails', answered(500, envelope('server_error', 'The server had an error.'))),
  harmful('unauthorized', answered(401, envelope('invalid_request_error', 'Incorrect key.'))),
  harmful('forbidden', answered(403, envelope('permission_error', 'Not for you.'))),
  harmful('not found', answered(404, envelope('invalid_request_error', 'Not found.'))),
  harmful('refused', answered(400, envelope('invalid_request_error', 'Not like this.'))),
  harmful('not allowed', answered(405, envelope('invalid_request_error', 'No.'))),
  harmful('too large', answered(413, envelope('invalid_request_error', 'No.'))),
  harmful('unprocessable', answered(422, { detail: [{ loc: ['body'], msg: 'no' }] })),
  harmful('out of money', answered(429, outOfMoney)),
  harmful('not there', answered(501, envelope('server_error', 'Not here.'))),
  harmful('an error in words', answered(400, { error: 'no' })),
  harmful('an error without words', answered(400, envelope('', ''))),
  ...(
    [
      [500, 'invalid_request_error', 'HTTP error 500.'],
      [400, 'not_found_error', 'Bad Request'],
      [400, 'rate_limit_error', 'error 400: bad request!'],
      [400, 'authentication_error', 'HTTP 400 Bad Request'],
      [400, 'permission_error', '400'],
      [400, 'server_error', 'Unprocessable Entity'],
      [422, 'invalid_request_error', 'Unprocessable Entity!'],
    ] as const
  ).map(([status, type, message]) =>
    harmful(`${status} as ${type}`, answered(status, envelope(type, message))),
  ),
  harmless(
    'served at the second attempt',
    waitedOut([
      { status: 429, retryAfter: '12' },
      { status: null, retryAfter: null },
    ]),
  ),
  harmful(
    'told to come back at odd times',
    waitedOut([
      { status: 429, retryAfter: '1.5' },
      { status: 503, retryAfter: 'soon' },
    ]),
  ),
  harmful(
    'told to come back at no time',
    waitedOut([
      { status: 429, retryAfter: null },
      { status: 429, retryAfter: '0' },
      { status: 429, retryAfter: '07 ' },
    ]),
  ),
  harmless('headers in capitals', answering(inCapitals)),
  harmless('as recorded', (exchange) => ({
    ...exchange,
    intent: { ...unknownIntent, user: exchange.intent.user },
  })),
  harmless('request unknown', withoutRequest),
  harmless('bytes not original', (exchange) => ({ ...exchange, fidelity: 'reparsed' })),
  harmless('times unknown', withoutTimes),
  harmful('an empty object', answered(200, {})),
  harmful('an empty list', answered(200, { object: 'list', data: [], has_more: false })),
  harmful('null', answered(200, null)),
  harmful('no content', empty(204)),
  harmful('a redirect', empty(302)),
  harmful('a page', answering(pageOf)),
  harmful('cut', answering(cutShort)),
];

/** Every second exchange disturbed, beginning with the first or the second: the others have nothing to be blamed for. */
export function disturbed(
  exchanges: readonly Exchange[],
  { disturb }: Pick<Disturbance, 'disturb'>,
  first: 0 | 1,
): readonly Exchange[] {
  return exchanges.map((exchange, index) => (index % 2 === first ? disturb(exchange) : exchange));
}

function harmless(name: string, disturb: Disturbance['disturb']): Disturbance {
  return { name, harmless: true, disturb };
}

/** Something that is wrong with an answer. */
export function harmful(name: string, disturb: Disturbance['disturb']): Disturbance {
  return { name, harmless: false, disturb };
}

function envelope(type: string, message: string): JsonValue {
  return { error: { message, type, code: null, param: null } };
}

function waitedOut(attempts: Exchange['waitedOut']): Disturbance['disturb'] {
  return (exchange) => ({ ...exchange, waitedOut: attempts });
}

// Neither names of headers nor media types mind the case of their letters.
function inCapitals(answer: Answer): Answer {
  return {
    ...answer,
    headers: answer.headers.map(([name, value]) => [
      name.toUpperCase(),
      name === 'content-type' ? value.toUpperCase().replace(';', ' ;') : value,
    ]),
  };
}

// As a recording has it that kept answers alone.
function withoutRequest(exchange: Exchange): Exchange {
  const { body: _, ...request } = exchange.request;
  return {
    ...exchange,
    intent: unknownIntent,
    fidelity: 'body-only',
    request: { ...request, headers: [], text: null, recorded: false },
  };
}

function withoutTimes(exchange: Exchange): Exchange {
  const { answer } = exchange;
  const frames = answer?.stream === null ? [] : [...(answer?.stream.frames ?? [])];
  return {
    ...exchange,
    timing: { ...exchange.timing, headersMs: null, totalMs: null },
    answer:
      answer === null || answer.stream === null
        ? answer
        : {
            ...answer,
            stream: {
              frames: frames.map((frame) => ({ ...frame, at: null })),
              framing: { ...answer.stream.framing, chunks: null },
            },
          },
  };
}

function unanswered(reason: NoAnswer): Disturbance['disturb'] {
  return (exchange) => ({ ...exchange, answer: null, noAnswer: { reason, detail: reason } });
}

function answered(status: number, json: JsonValue, headers: Answer['headers'] = []): Disturbance['disturb'] {
  const text = JSON.stringify(json);
  return answering((answer) => ({
    status,
    headers: [
      ...answer.headers.filter(([name]) => !name.startsWith('content-')),
      ['content-type', 'application/json'],
      ...headers,
    ],
    text,
    json,
    jsonProblem: null,
    stream: null,
    ending: 'complete',
    endingDetail: null,
    bytes: text.length,
  }));
}

function empty(status: number): Disturbance['disturb'] {
  return answering((answer) => ({ ...bodiless(answer), status, headers: [] }));
}

function pageOf(answer: Answer): Answer {
  const text = '<html><body><h1>Bad Gateway</h1></body></html>';
  return {
    ...bodiless(answer),
    status: 502,
    headers: [['content-type', 'text/html']],
    text,
    jsonProblem: 'not JSON',
    bytes: text.length,
  };
}

function cutShort({ json: _, ...answer }: Answer): Answer {
  const frames = [...(answer.stream?.frames ?? [])];
  return {
    ...answer,
    text: answer.text.slice(0, answer.text.length / 2),
    jsonProblem: answer.stream === null ? 'it ends too early' : null,
    stream: answer.stream === null ? null : { ...answer.stream, frames: frames.slice(0, frames.length / 2) },
    ending: 'reset',
    endingDetail: 'reset',
  };
}

function bodiless({ json: _, ...answer }: Answer): Answer {
  return { ...answer, text: '', jsonProblem: null, stream: null, bytes: 0 };
}

function answering(change: (answer: Answer) => Answer): Disturbance['disturb'] {
  return (exchange) =>
    exchange.answer === null ? exchange : { ...exchange, answer: change(exchange.answer) };
}
