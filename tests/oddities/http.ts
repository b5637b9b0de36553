import { withHeader } from '../defects/answering.js';
import type { Oddity } from '../defects/defect.js';

export const httpOddities: readonly Oddity[] = [
  {
    name: 'content-type-with-charset',
    permitted: 'Parameters may follow the media type.',
    change: {
      answer: (answer) =>
        answer.headers.some(
          ([name, value]) => name.toLowerCase() === 'content-type' && value.includes('json'),
        )
          ? withHeader(answer, 'content-type', 'application/json; charset=UTF-8')
          : answer,
    },
  },
  {
    name: 'extra-headers',
    permitted: 'Any server may send headers of its own.',
    change: {
      answer: (answer) => ({
        ...answer,
        headers: [
          ...answer.headers,
          ['x-powered-by', 'oddity'],
          ['set-cookie', 'session=1; HttpOnly'],
          ['strict-transport-security', 'max-age=31536000'],
          ['x-ratelimit-remaining-requests', '0'],
        ],
      }),
    },
  },
  {
    name: 'json-byte-by-byte',
    permitted: 'HTTP says nothing about how a body is cut into pieces.',
    change: {
      answer: (answer, { operation }) =>
        operation === 'list-input-items' || operation === 'retrieve-response'
          ? { ...answer, body: byteByByte(answer.body) }
          : answer,
    },
  },
];

async function* byteByByte(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const chunk of body) {
    for (let index = 0; index < chunk.length; index += 1) yield chunk.subarray(index, index + 1);
  }
}
