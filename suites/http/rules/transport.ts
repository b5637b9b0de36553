import { exchanges, found } from '../../engine/judges.js';
import { rule } from '../../engine/rule.js';
import type { ExchangeView } from '../../engine/view.js';
import { isOwnRefusal } from '../../errors/rules/envelope.js';

export const jsonAnswer = rule({
  id: 'HTTP-RES-JSON',
  level: 'MUST',
  basis: 'prose',
  area: 'http',
  title: 'An answer that is not streamed is declared as application/json',
  source: {
    dialect: 'open-responses',
    section: 'transport',
    note: 'when not streaming, data is returned only as application/json',
  },
  needs: [],
  wire: true,
  evidence: ['create/plain', 'errors/*'],
  why: 'HTTP clients and gateways decide by Content-Type whether to parse, to cache, to compress and to show.',
  fix: 'Set Content-Type: application/json on every answer that has a JSON body.',
  judge: exchanges({
    given: (view) => view.accepted && !view.streamed && hasBody(view) && isOperation(view),
    check: (view, report) => checkMediaType(view, report, 'an answer that is not streamed'),
  }),
});

export const jsonError = rule({
  id: 'HTTP-ERR-JSON',
  level: 'MUST',
  basis: 'prose',
  area: 'http',
  title: 'An error is declared as application/json',
  source: {
    dialect: 'open-responses',
    section: 'transport',
    note: 'when not streaming, data is returned only as application/json; errors are JSON objects',
  },
  needs: [],
  wire: true,
  evidence: ['errors/*', 'auth/*', 'limits/*'],
  why: 'SDKs look at Content-Type before they read the error; a text/html error is shown as a blob or not at all.',
  fix: 'Set Content-Type: application/json where errors are written, including those of the framework.',
  judge: exchanges({
    given: (view) => view.status >= 400 && hasBody(view) && isOwnRefusal(view),
    check: (view, report) => checkMediaType(view, report, `a ${view.status}`),
  }),
});

export const jsonBody = rule({
  id: 'HTTP-BODY-JSON',
  level: 'MUST',
  basis: 'prose',
  area: 'http',
  title: 'The body of an answer that is not streamed is one JSON document',
  source: { dialect: 'all', section: 'transport', note: 'answers are JSON' },
  needs: [],
  evidence: ['create/plain', 'errors/*'],
  why: 'No client gets past a body that its JSON parser refuses.',
  fix: 'Serialise the whole answer with a JSON encoder, once, in UTF-8, with nothing before or behind it.',
  judge: found({
    pick: (view) => view.answer,
    given: ({ stream, ending }, view) =>
      view.accepted &&
      !view.streamed &&
      isOperation(view) &&
      stream === null &&
      ending === 'complete' &&
      view.exchange.operation !== 'delete-response',
    check: ({ json, jsonProblem, text }, report) => {
      if (json !== undefined) return;
      report({
        pointer: '/body',
        message: `the body is not JSON: ${jsonProblem ?? 'it is empty'}`,
        expected: 'one JSON document',
        actual: text.slice(0, 200),
        cause: text === '' ? 'it is empty' : 'not JSON',
      });
    },
  }),
});

export const answerEnds = rule({
  id: 'HTTP-ANSWER-COMPLETE',
  level: 'MUST',
  basis: 'inferred',
  area: 'http',
  title: 'An answer that has begun comes to its end',
  source: {
    dialect: 'all',
    section: 'transport',
    note: 'an answer is a complete HTTP message; a break after the headers loses what was sent',
  },
  needs: [],
  wire: true,
  evidence: ['http/*', 'errors/*', 'concurrency/*'],
  why: 'The client has paid for an answer that it cannot read, and cannot tell whether it is safe to ask again.',
  fix: 'Keep the connection until the last byte is written; end a stream with its terminal event and then close it.',
  judge: found({
    pick: (view) => view.answer,
    given: ({ ending }) => ending !== 'disconnected-by-us',
    check: ({ ending, endingDetail }, report, view) => {
      if (ending === 'complete') return;
      report({
        pointer: '/body',
        message: `the answer does not come to its end (${endingDetail ?? ending})`,
        expected: 'a complete answer',
        actual: ending,
        cause: `${ending} ${view.streamed ? 'stream' : 'JSON'}`,
      });
    },
  }),
});

export const quietMethods = rule({
  id: 'HTTP-METHODS',
  level: 'SHOULD',
  basis: 'inferred',
  area: 'http',
  title: 'HEAD and OPTIONS are answered, and not with a failure of the server',
  source: {
    dialect: 'all',
    section: 'operations',
    note: 'methods that no operation has are refused or answered quietly',
  },
  needs: [],
  wire: true,
  evidence: ['http/quiet-methods'],
  why: 'Load balancers probe with HEAD and browsers ask with OPTIONS; a 5xx takes the server out of rotation.',
  fix: 'Answer OPTIONS with 204 or 405 and HEAD like GET without a body, or with 405.',
  judge: exchanges({
    of: ['other'],
    given: (view) =>
      ['head', 'options'].some((step) => step === view.exchange.intent.step) &&
      (view.answer === null ? view.exchange.noAnswer?.reason === 'reset' : view.answer.status !== 503),
    check: (view, report) => {
      const { status } = view;
      if (status !== 0 && (status < 500 || status === 501)) return;
      report({
        pointer: '/status',
        message: `${view.exchange.request.method} is ${status === 0 ? 'not answered' : `answered ${status}`}`,
        expected: '2xx, or 4xx',
        actual: view.answer?.status ?? null,
        cause: view.exchange.request.method,
      });
    },
  }),
});

type Report = Parameters<Parameters<typeof exchanges>[0]['check']>[1];

function checkMediaType(view: ExchangeView, report: Report, what: string): void {
  const declared = view.header('content-type');
  const mediaType = declared?.split(';')[0]?.trim().toLowerCase() ?? null;
  if (mediaType === 'application/json') return;
  report({
    pointer: '/headers/content-type',
    message: `${what} is declared as ${declared ?? 'nothing'}`,
    expected: 'application/json',
    actual: declared,
    cause: String(mediaType),
  });
}

function hasBody(view: ExchangeView): boolean {
  return (view.answer?.bytes ?? 0) > 0;
}

function isOperation(view: ExchangeView): boolean {
  return view.exchange.operation !== 'other';
}
