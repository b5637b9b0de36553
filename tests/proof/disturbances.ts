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
  { name: 'no answer in time', harmless: true, disturb: unanswered('first-byte-timeout') },
  { name: 'connection refused', harmless: true, disturb: unanswered('refused') },
  { name: 'connection reset', harmless: true, disturb: unanswered('reset') },
  {
    name: 'busy',
    harmless: true,
    disturb: answered(503, envelope('server_error', 'Overloaded, try again later.')),
  },
  {
    name: 'throttled',
    harmless: true,
    disturb: answered(429, envelope('rate_limit_error', 'Too many requests.'), [['retry-after', '1']]),
  },
  {
    name: 'fails',
    harmless: false,
    disturb: answered(500, envelope('server_error', 'The server had an error.')),
  },
  {
    name: 'unauthorized',
    harmless: false,
    disturb: answered(401, envelope('invalid_request_error', 'Incorrect key.')),
  },
  {
    name: 'forbidden',
    harmless: false,
    disturb: answered(403, envelope('permission_error', 'Not for you.')),
  },
  {
    name: 'not found',
    harmless: false,
    disturb: answered(404, envelope('invalid_request_error', 'Not found.')),
  },
  {
    name: 'refused',
    harmless: false,
    disturb: answered(400, envelope('invalid_request_error', 'Not like this.')),
  },
  { name: 'not allowed', harmless: false, disturb: answered(405, envelope('invalid_request_error', 'No.')) },
  { name: 'too large', harmless: false, disturb: answered(413, envelope('invalid_request_error', 'No.')) },
  {
    name: 'unprocessable',
    harmless: false,
    disturb: answered(422, { detail: [{ loc: ['body'], msg: 'no' }] }),
  },
  { name: 'out of money', harmless: false, disturb: answered(429, outOfMoney) },
  { name: 'not there', harmless: false, disturb: answered(501, envelope('server_error', 'Not here.')) },
  { name: 'an error in words', harmless: false, disturb: answered(400, { error: 'no' }) },
  { name: 'an error without words', harmless: false, disturb: answered(400, envelope('', '')) },
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
  ).map(([status, type, message]) => ({
    name: `${status} as ${type}`,
    harmless: false,
    disturb: answered(status, envelope(type, message)),
  })),
  {
    name: 'served at the second attempt',
    harmless: true,
    disturb: waitedOut([
      { status: 429, retryAfter: '12' },
      { status: null, retryAfter: null },
    ]),
  },
  {
    name: 'told to come back at odd times',
    harmless: false,
    disturb: waitedOut([
      { status: 429, retryAfter: '1.5' },
      { status: 503, retryAfter: 'soon' },
    ]),
  },
  {
    name: 'told to come back at no time',
    harmless: false,
    disturb: waitedOut([
      { status: 429, retryAfter: null },
      { status: 429, retryAfter: '0' },
      { status: 429, retryAfter: '07 ' },
    ]),
  },
  { name: 'headers in capitals', harmless: true, disturb: capitals },
  {
    name: 'as recorded',
    harmless: true,
    disturb: (exchange) => ({ ...exchange, intent: { ...unknownIntent, user: exchange.intent.user } }),
  },
  { name: 'request unknown', harmless: true, disturb: withoutRequest },
  {
    name: 'bytes not original',
    harmless: true,
    disturb: (exchange) => ({ ...exchange, fidelity: 'reparsed' }),
  },
  { name: 'times unknown', harmless: true, disturb: withoutTimes },
  { name: 'an empty object', harmless: false, disturb: answered(200, {}) },
  {
    name: 'an empty list',
    harmless: false,
    disturb: answered(200, { object: 'list', data: [], has_more: false }),
  },
  { name: 'null', harmless: false, disturb: answered(200, null) },
  { name: 'no content', harmless: false, disturb: empty(204) },
  { name: 'a redirect', harmless: false, disturb: empty(302) },
  { name: 'a page', harmless: false, disturb: page },
  { name: 'cut', harmless: false, disturb: cut },
];

/** Every second exchange disturbed, beginning with the first or the second: the others have nothing to be blamed for. */
export function disturbed(
  exchanges: readonly Exchange[],
  { disturb }: Disturbance,
  first: 0 | 1,
): readonly Exchange[] {
  return exchanges.map((exchange, index) => (index % 2 === first ? disturb(exchange) : exchange));
}

function envelope(type: string, message: string): JsonValue {
  return { error: { message, type, code: null, param: null } };
}

function waitedOut(attempts: Exchange['waitedOut']): Disturbance['disturb'] {
  return (exchange) => ({ ...exchange, waitedOut: attempts });
}

// Neither names of headers nor media types mind the case of their letters.
function capitals(exchange: Exchange): Exchange {
  return withAnswer((answer) => ({
    ...answer,
    headers: answer.headers.map(([name, value]) => [
      name.toUpperCase(),
      name === 'content-type' ? value.toUpperCase().replace(';', ' ;') : value,
    ]),
  }))(exchange);
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
  return withAnswer((answer) => ({
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
  return withAnswer((answer) => ({ ...bodiless(answer), status, headers: [] }));
}

function page(exchange: Exchange): Exchange {
  const text = '<html><body><h1>Bad Gateway</h1></body></html>';
  return withAnswer((answer) => ({
    ...bodiless(answer),
    status: 502,
    headers: [['content-type', 'text/html']],
    text,
    jsonProblem: 'not JSON',
    bytes: text.length,
  }))(exchange);
}

function cut(exchange: Exchange): Exchange {
  return withAnswer(({ json: _, ...answer }) => {
    const frames = [...(answer.stream?.frames ?? [])];
    return {
      ...answer,
      text: answer.text.slice(0, answer.text.length / 2),
      jsonProblem: answer.stream === null ? 'it ends too early' : null,
      stream:
        answer.stream === null ? null : { ...answer.stream, frames: frames.slice(0, frames.length / 2) },
      ending: 'reset',
      endingDetail: 'reset',
    };
  })(exchange);
}

function bodiless({ json: _, ...answer }: Answer): Answer {
  return { ...answer, text: '', jsonProblem: null, stream: null, bytes: 0 };
}

function withAnswer(change: (answer: Answer) => Answer): Disturbance['disturb'] {
  return (exchange) =>
    exchange.answer === null ? exchange : { ...exchange, answer: change(exchange.answer) };
}
