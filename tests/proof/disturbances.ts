import type { JsonValue } from '../../schemas/json.js';
import type { Answer, Exchange, NoAnswer } from '../../targets/exchange.js';

/** Something that may become of any answer on its way, whatever the request was. */
export interface Disturbance {
  readonly name: string;
  /** The server is not there, or has too much to do: that says nothing of how it answers. */
  readonly momentary: boolean;
  readonly disturb: (exchange: Exchange) => Exchange;
}

/** What every rule is held against: it must not throw, and blames the server only for what it has done. */
export const disturbances: readonly Disturbance[] = [
  { name: 'no answer in time', momentary: true, disturb: unanswered('first-byte-timeout') },
  { name: 'connection refused', momentary: true, disturb: unanswered('refused') },
  { name: 'connection reset', momentary: true, disturb: unanswered('reset') },
  {
    name: 'busy',
    momentary: true,
    disturb: answered(503, envelope('server_error', 'Overloaded, try again later.')),
  },
  {
    name: 'throttled',
    momentary: true,
    disturb: answered(429, envelope('rate_limit_error', 'Too many requests.'), [['retry-after', '1']]),
  },
  {
    name: 'fails',
    momentary: false,
    disturb: answered(500, envelope('server_error', 'The server had an error.')),
  },
  {
    name: 'unauthorized',
    momentary: false,
    disturb: answered(401, envelope('invalid_request_error', 'Incorrect key.')),
  },
  {
    name: 'forbidden',
    momentary: false,
    disturb: answered(403, envelope('permission_error', 'Not for you.')),
  },
  {
    name: 'not found',
    momentary: false,
    disturb: answered(404, envelope('invalid_request_error', 'Not found.')),
  },
  {
    name: 'refused',
    momentary: false,
    disturb: answered(400, envelope('invalid_request_error', 'Not like this.')),
  },
  { name: 'an empty object', momentary: false, disturb: answered(200, {}) },
  {
    name: 'an empty list',
    momentary: false,
    disturb: answered(200, { object: 'list', data: [], has_more: false }),
  },
  { name: 'null', momentary: false, disturb: answered(200, null) },
  { name: 'no content', momentary: false, disturb: empty(204) },
  { name: 'a redirect', momentary: false, disturb: empty(302) },
  { name: 'a page', momentary: false, disturb: page },
  { name: 'cut', momentary: false, disturb: cut },
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
