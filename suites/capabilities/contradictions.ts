import type { Fact } from '../engine/judge.js';
import { linked } from '../engine/judges.js';
import { rule } from '../engine/rule.js';
import { isVerdict } from '../engine/status.js';
import {
  creationIn,
  isFinished,
  type ResponseFact,
  responseFacts,
  shortRefusal,
  type Use,
  usesIn,
} from '../state/response-links.js';

export const contradiction = rule({
  id: 'CAP-CONTRADICTION',
  level: 'SHOULD',
  basis: 'inferred',
  area: 'state',
  title:
    'What a response says of itself holds: stored ones are found again, background ones are not finished at once',
  source: {
    dialect: 'openai',
    section: 'Response.store, Response.background',
    note: 'the echo tells the client what it can rely on',
  },
  needs: [],
  evidence: ['state/*', 'background/*'],
  why: 'A client can do without a feature that is refused, but not with one that is promised and missing.',
  fix: 'Refuse the parameter with a 400 that names it, or echo store: false and background: false.',
  judge: linked<ResponseFact>({
    pick: responseFacts,
    given: (facts) => {
      const creation = creationIn(facts)?.fact;
      if (creation?.response?.['background'] === true && !creation.streamed) return true;
      return creation?.response?.['store'] === true && lookedUp(facts).length > 0;
    },
    check: (facts, report) => {
      const creation = creationIn(facts);
      if (creation === null) return;
      const { response, streamed } = creation.fact;
      const keeps = response?.['store'] === true ? 'store' : 'background';
      for (const { exchange, fact } of lookedUp(facts)) {
        if (!isForgotten(fact)) continue;
        report({
          pointer: '/status',
          exchange,
          cause: `${keeps} ${fact.kind}`,
          message: `The response says ${keeps}: true, and yet its id was answered ${shortRefusal(fact)}.`,
          expected: 200,
          actual: fact.status,
        });
      }
      if (response?.['background'] === true && !streamed && isFinished(response)) {
        report({
          pointer: '/status',
          exchange: creation.exchange,
          cause: 'background',
          message: 'The response says background: true, but the answer came only when it was finished.',
          expected: 'queued or in_progress',
          actual: response['status'] ?? null,
        });
      }
    },
  }),
});

// Exchanges that count on the response being kept.
function lookedUp(facts: readonly Fact<ResponseFact>[]) {
  return [...usesIn(facts, 'retrieve'), ...usesIn(facts, 'continue')].filter(
    ({ fact }) => fact.valid && isVerdict(fact.status),
  );
}

// Not known by its id any more, whatever else may be wrong with the request.
function isForgotten({ kind, queried, status, error }: Use): boolean {
  if (kind === 'retrieve') return !queried && [404, 405, 501].includes(status);
  return (
    status === 404 ||
    error?.['code'] === 'previous_response_not_found' ||
    (error?.['param'] === 'previous_response_id' &&
      /not found|no such|does not exist|expired/i.test(String(error['message'])))
  );
}
