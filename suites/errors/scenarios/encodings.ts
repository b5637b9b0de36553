import type { Exchange } from '../../../targets/exchange.js';
import type { Header } from '../../../targets/transport.js';
import { type Stage, scenario } from '../../engine/scenario.js';
import { shortened, withModel } from './complete-body.js';

interface EncodedBody {
  readonly body: string | Uint8Array;
  readonly expectation: string;
  readonly keyword?: string;
  readonly headers?: readonly Header[];
  readonly level?: 'MUST' | 'SHOULD';
}

/** Sends bytes that are not the JSON object that they should be. */
export function sendEncoded(stage: Stage, caseNumber: number, parts: EncodedBody): Promise<Exchange> {
  const options = {
    validity: 'invalid',
    violation: {
      in: parts.headers === undefined ? 'encoding' : 'header',
      pointer: parts.headers === undefined ? '' : 'content-type',
      keyword: parts.keyword ?? 'malformed-json',
      expectation: `the body is to be ${parts.expectation}`,
      level: parts.level ?? 'MUST',
    },
    ...(parts.headers === undefined ? {} : { headers: parts.headers }),
  } as const;
  return stage.case(caseNumber).send({ method: 'POST', path: '/responses', body: parts.body }, options);
}

/** Bodies that are no JSON, JSON that is no object, and JSON that says it is something else. */
export const encodings = scenario({
  id: 'errors/encodings',
  area: 'errors',
  title: 'Bodies that are no JSON object, or that are declared as something else',
  needs: [],
  depth: 'standard',
  order: 'invalid',
  cost: { requests: 8, input: 0, output: 0 },
  run: async (stage) => {
    const plain = JSON.stringify(withModel(stage.facts, await shortened(stage, { input: 'Hello' })));
    const invalidUtf8 = new Uint8Array([
      ...new TextEncoder().encode(plain.slice(0, -2)),
      0xff,
      0xfe,
      0x22,
      0x7d,
    ]);
    const bodies: readonly EncodedBody[] = [
      { body: '', expectation: 'a JSON object' },
      { body: "{'input': 'Hello'}", expectation: 'JSON: names and texts stand in double quotes' },
      { body: `${plain}}`, expectation: 'one JSON document with nothing behind it' },
      { body: `[${plain}]`, keyword: 'type', expectation: 'an object, not a list' },
      { body: '"Hello"', keyword: 'type', expectation: 'an object, not a text' },
      { body: 'null', keyword: 'type', expectation: 'an object, not null' },
      { body: invalidUtf8, keyword: 'invalid-utf8', expectation: 'UTF-8', level: 'SHOULD' },
      {
        body: plain,
        keyword: 'content-type',
        expectation: 'declared as application/json',
        headers: [['content-type', 'text/plain']],
        level: 'SHOULD',
      },
    ];
    await Promise.all(bodies.map((body, index) => sendEncoded(stage, index + 1, body)));
  },
});
