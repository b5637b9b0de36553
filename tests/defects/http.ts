import { throttled } from '../../targets/reference/index.js';
import { TransportError } from '../../targets/transport.js';
import { answerOf, pathOf, withHeader } from './answering.js';
import type { Defect } from './defect.js';

export const httpDefects: readonly Defect[] = [
  {
    name: 'json-as-text',
    area: 'http',
    symptom: 'JSON answers are declared as text/plain.',
    caughtBy: ['HTTP-RES-JSON'],
    change: {
      answer: (answer, { fault }) =>
        fault === null && isJson(answer.headers) ? withHeader(answer, 'content-type', 'text/plain') : answer,
    },
  },
  {
    name: 'hm-error-content-type-html',
    area: 'http',
    symptom: 'JSON errors are declared as text/html.',
    caughtBy: ['HTTP-ERR-JSON'],
    change: {
      answer: (answer, { fault }) =>
        fault === null ? answer : withHeader(answer, 'content-type', 'text/html; charset=utf-8'),
    },
  },
  {
    name: 'trailing-banner',
    area: 'http',
    symptom: 'A gateway writes a comment behind the JSON of a list.',
    caughtBy: ['HTTP-BODY-JSON'],
    change: {
      answer: (answer, { operation, fault }) =>
        operation === 'list-input-items' && fault === null
          ? { ...answer, body: followedBy(answer.body, '\n<!-- served by gateway-3 -->') }
          : answer,
    },
  },
  {
    name: 'broken-list',
    area: 'http',
    symptom: 'The connection breaks in the middle of a list.',
    caughtBy: ['HTTP-ANSWER-COMPLETE'],
    change: {
      answer: (answer, { operation, fault }) =>
        operation === 'list-input-items' && fault === null
          ? { ...answer, body: brokenOff(answer.body) }
          : answer,
    },
  },
  {
    name: 'options-fails',
    area: 'http',
    symptom: 'OPTIONS and HEAD make the server fail.',
    level: 'SHOULD',
    caughtBy: ['HTTP-METHODS'],
    change: {
      request: (request) =>
        ['OPTIONS', 'HEAD'].includes(request.method) && pathOf(request) === '/responses'
          ? answerOf(500, 'text/plain', '')
          : request,
    },
  },
  {
    name: 'retry-after-lost',
    area: 'http',
    symptom: '429 is forwarded without Retry-After.',
    seenIn: 'api7/aisix#144',
    level: 'SHOULD',
    caughtBy: ['RATE-RETRY-AFTER'],
    change: {
      fault: (fault) => (fault?.status === 429 ? { ...fault, headers: [] } : fault),
    },
  },
  {
    name: 'retry-after-fraction',
    area: 'http',
    symptom: 'Retry-After of a short pause is 0.',
    level: 'SHOULD',
    caughtBy: ['RATE-RETRY-AFTER'],
    change: {
      fault: (fault) =>
        fault?.status === 429 ? { ...throttled(1), headers: [['retry-after', '0']] } : fault,
    },
  },
];

function isJson(headers: readonly (readonly [string, string])[]): boolean {
  return headers.some(([name, value]) => name.toLowerCase() === 'content-type' && value.includes('json'));
}

async function* followedBy(body: AsyncIterable<Uint8Array>, text: string): AsyncIterable<Uint8Array> {
  yield* body;
  yield Buffer.from(text, 'utf8');
}

async function* brokenOff(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const chunk of body) {
    yield chunk.subarray(0, Math.floor(chunk.length / 2));
    throw new TransportError('reset', 'the connection was reset');
  }
}
