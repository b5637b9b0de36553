import {
  commonEncodings,
  type EncodedViolation,
  oversized,
  rareEncodings,
} from '../../../generators/violations/encodings.js';
import type { Exchange } from '../../../targets/exchange.js';
import { type SendOptions, type Stage, scenario } from '../../engine/scenario.js';
import { withModel } from './complete-body.js';

/** Sends bytes that are not the JSON object that they should be. */
export function sendEncoded(
  stage: Stage,
  caseNumber: number,
  { body, contentType, violation }: EncodedViolation,
): Promise<Exchange> {
  const options: SendOptions = {
    validity: 'invalid',
    violation,
    ...(contentType === undefined ? {} : { headers: [['content-type', contentType]] }),
  };
  return stage.case(caseNumber).send({ method: 'POST', path: '/responses', body }, options);
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
  run: (stage) => sendAll(stage, commonEncodings(withModel(stage.facts, { input: 'Hello' }))),
});

/** Encodings that are seldom met, and those that JSON itself leaves open. */
export const rareEncodingsScenario = scenario({
  id: 'errors/rare-encodings',
  area: 'errors',
  title:
    'Byte order mark, duplicate keys, half characters, comments, very deep and, where asked for, very large bodies',
  needs: [],
  depth: 'deep',
  order: 'invalid',
  cost: { requests: 13, input: 100, output: 200 },
  run: (stage) => {
    const plain = withModel(stage.facts, { input: 'Hello' });
    return sendAll(stage, [...rareEncodings(plain), ...(stage.large ? [oversized(plain)] : [])]);
  },
});

async function sendAll(stage: Stage, bodies: readonly EncodedViolation[]): Promise<void> {
  await Promise.all(bodies.map((body, index) => sendEncoded(stage, index + 1, body)));
}
