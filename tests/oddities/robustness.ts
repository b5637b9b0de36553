import { TransportError } from '../../targets/transport.js';
import { answerOf } from '../defects/answering.js';
import type { Oddity } from '../defects/defect.js';

export const robustnessOddities: readonly Oddity[] = [
  {
    name: 'half-closed-is-closed',
    permitted: 'A server may take a connection that the client closed on one side for a closed one.',
    change: {
      request: (request) => {
        if (request.halfClosed === true) throw new TransportError('reset', 'the connection was reset');
        return request;
      },
    },
  },
  {
    name: 'half-closed-is-left',
    permitted: 'It may do so in the middle of the answer, too.',
    change: {
      answer: (answer, { request }) =>
        request.halfClosed === true ? { ...answer, body: cutShort(answer.body) } : answer,
    },
  },
  {
    name: 'half-closed-is-a-bad-request',
    permitted: 'What answers may be the connection, which knows nothing of the API.',
    change: {
      answer: (answer, { request }) =>
        request.halfClosed === true ? answerOf(400, 'text/plain', 'unexpected end') : answer,
    },
  },
  {
    name: 'shuffled-members',
    permitted: 'The members of a JSON object have no order.',
    change: {
      json: (body) => reversed(body),
    },
  },
];

type Body = Parameters<NonNullable<Oddity['change']['json']>>[0];

function reversed(value: Body): Body {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toReversed()) as Body;
}

async function* cutShort(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const piece of body) {
    yield piece.subarray(0, Math.floor(piece.length / 2));
    throw new TransportError('reset', 'the connection was reset');
  }
}
