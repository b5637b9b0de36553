import { exchanges, linked } from '../../engine/judges.js';
import { rule } from '../../engine/rule.js';
import { isSuccess, isVerdict } from '../../engine/status.js';

interface StepFact {
  readonly again: boolean;
  readonly status: number | null;
}

function isServed({ status }: StepFact): boolean {
  return isSuccess(status ?? 0);
}

/** Judges a plain request that comes after something went wrong, against the same request before it. */
function servedAgain(step: string) {
  return linked<StepFact>({
    pick: ({ exchange, answer }) => {
      if (answer !== null && !isVerdict(answer.status)) return [];
      const { intent } = exchange;
      const { status } = answer ?? { status: null };
      if (intent.step === step) {
        return [{ key: intent.twinOf ?? exchange.id, fact: { again: true, status } }];
      }
      return intent.notes['original'] === true ? [{ key: exchange.id, fact: { again: false, status } }] : [];
    },
    given: (facts) =>
      facts.some(({ fact }) => !fact.again && isServed(fact)) && facts.some(({ fact }) => fact.again),
    check: (facts, report) => {
      for (const { exchange, fact } of facts) {
        if (!fact.again || isServed(fact)) continue;
        report({
          exchange,
          pointer: '/status',
          message: `a request that was served before is ${fact.status === null ? 'not answered' : `answered ${fact.status}`} now`,
          expected: 200,
          actual: fact.status,
        });
      }
    },
  });
}

export const servedAfterError = rule({
  id: 'ROB-AFTER-ERROR',
  level: 'MUST',
  basis: 'inferred',
  area: 'robustness',
  title: 'After a refused request the next one is served as before',
  source: { dialect: 'all', section: 'transport', note: 'requests are independent of one another' },
  needs: [],
  evidence: ['robustness/after-error'],
  why: 'One faulty caller takes the server away from all others, or from the connection that a pool hands on.',
  fix: 'Read the whole body of a refused request, or close its connection; keep no state of it.',
  judge: servedAgain('after-error'),
});

export const servedAfterDisconnect = rule({
  id: 'ROB-AFTER-DISCONNECT',
  level: 'MUST',
  basis: 'inferred',
  area: 'robustness',
  title: 'After a client has hung up in the middle of a stream the next request is served as before',
  source: { dialect: 'all', section: 'streaming', note: 'requests are independent of one another' },
  needs: ['streaming'],
  evidence: ['robustness/after-disconnect'],
  why: 'Users close tabs all the time: a slot or a lock that is never given back stops the server after a few of them.',
  fix: 'Watch for the end of the connection, stop generating, and free what the request holds.',
  judge: servedAgain('after-disconnect'),
});

export const servedAfterHalfClose = rule({
  id: 'ROB-AFTER-HALF-CLOSE',
  level: 'MUST',
  basis: 'inferred',
  area: 'robustness',
  title: 'After a client has closed its sending side behind a request the next request is served as before',
  source: {
    dialect: 'all',
    section: 'transport',
    note: 'requests are independent of one another; whether a half-closed connection is answered is up to the server',
  },
  needs: [],
  evidence: ['robustness/after-half-close'],
  why: 'Proxies and command-line clients end their side when they have said all; a worker that waits for more never comes back.',
  fix: 'Answer, or treat the end as a closed connection; either way free what the request holds.',
  judge: servedAgain('after-half-close'),
});

export const connectionKept = rule({
  id: 'ROB-KEEP-ALIVE',
  level: 'SHOULD',
  basis: 'inferred',
  area: 'robustness',
  title: 'After a refused request its connection can be used again, or is closed by saying so',
  source: {
    dialect: 'all',
    section: 'transport',
    note: 'HTTP/1.1 connections persist unless Connection: close is sent',
  },
  needs: [],
  wire: true,
  evidence: ['robustness/after-error'],
  why: 'The next request of a pool dies on a connection that was cut without a word.',
  fix: 'Send Connection: close with the refusal, or keep the connection open.',
  judge: exchanges({
    given: (view) => view.exchange.intent.step === 'after-error',
    check: (view, report) => {
      const resets = view.exchange.waitedOut.filter(
        ({ status, reason }) => status === null && reason === undefined,
      ).length;
      if (resets === 0 && view.exchange.noAnswer?.reason !== 'reset') return;
      report({
        pointer: '/status',
        message: 'the connection is cut under the request that follows a refused one',
        expected: 'an answer',
        actual: 'reset',
      });
    },
  }),
});

export const invalidIsAnswered = rule({
  id: 'ROB-INVALID-ANSWERED',
  level: 'MUST',
  basis: 'inferred',
  area: 'robustness',
  title: 'An invalid request is answered, not dropped',
  source: { dialect: 'all', section: 'errors', note: 'a refusal is an HTTP answer with an error object' },
  needs: [],
  evidence: ['robustness/*', 'errors/*', 'limits/*'],
  why: 'Clients take a dropped connection for a network fault and send the same request again and again.',
  fix: 'Catch what goes wrong while reading and parsing, and answer 400.',
  judge: exchanges({
    given: ({ exchange, answer }) =>
      exchange.intent.validity === 'invalid' &&
      (answer !== null || (exchange.noAnswer?.reason === 'reset' && exchange.waitedOut.length > 0)),
    check: ({ exchange, answer }, report) => {
      if (answer !== null) return;
      report({
        pointer: '/status',
        message: `the connection is dropped each time (${exchange.intent.violation?.expectation ?? 'invalid request'})`,
        expected: 'a status of 400 or above',
        actual: exchange.noAnswer?.reason ?? null,
        cause: exchange.intent.violation?.keyword,
      });
    },
  }),
});
