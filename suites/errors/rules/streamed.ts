import { stringAt } from '../../../schemas/json.js';
import { exchanges, twins } from '../../engine/judges.js';
import { rule } from '../../engine/rule.js';
import { isVerdict } from '../../engine/status.js';
import { streamRefusal } from '../refusal.js';

export const streamedRefusal = rule({
  id: 'ERR-STREAM-PRE',
  level: 'MUST',
  basis: 'inferred',
  area: 'errors',
  title: 'A request that is refused before the first event gets an HTTP error, also with stream: true',
  source: {
    dialect: 'all',
    section: 'streaming',
    note: 'an error event belongs to a stream that has begun; before that there is a status to use',
  },
  needs: ['streaming'],
  evidence: ['errors/*'],
  why: 'With status 200 no SDK throws where the call is made, retries do not start, and monitoring counts a success.',
  fix: 'Validate before sending the headers; only what goes wrong later belongs into the stream.',
  judge: exchanges({
    of: ['create-response'],
    given: (view) =>
      view.streamed && ((view.status >= 400 && isVerdict(view.status)) || view.stream !== null),
    check: (view, report) => {
      if (!streamRefusal(view)) return;
      report({
        pointer: '/events/0',
        message: `the request is refused in an event stream with status ${view.status}`,
        expected: 'a status of 400 or above with a JSON error',
        actual: 'error',
      });
    },
  }),
});

interface RefusalFact {
  readonly streamed: boolean;
  readonly status: number;
  readonly members: readonly string[];
  readonly type: string | null;
}

export const streamedSame = rule({
  id: 'ERR-STREAM-SAME',
  level: 'MUST',
  basis: 'inferred',
  area: 'errors',
  title:
    'The same faulty request is refused with the same status and the same shape with and without stream: true',
  source: {
    dialect: 'all',
    section: 'streaming',
    note: 'stream changes how the answer is delivered, not what is valid',
  },
  needs: ['streaming'],
  evidence: ['errors/*'],
  why: 'Clients that stream take another path through error handling than their tests without streaming did.',
  fix: 'Validate and refuse in one place, before the two ways of answering part.',
  judge: twins<RefusalFact>({
    kind: 'stream',
    pick: (view) => {
      const { exchange, status } = view;
      if (exchange.intent.validity !== 'invalid' || !isVerdict(status)) return null;
      if (exchange.operation !== 'create-response' || status < 400 || view.stream !== null) return null;
      return {
        streamed: view.streamed,
        status,
        members: Object.keys(view.error?.value ?? {}).toSorted(),
        type: stringAt(view.error?.value, 'type'),
      };
    },
    given: (facts) => facts.some(({ fact }) => fact.streamed) && facts.some(({ fact }) => !fact.streamed),
    check: (facts, report) => {
      const plain = facts.find(({ fact }) => !fact.streamed)?.fact;
      for (const { exchange, fact } of facts) {
        if (plain === undefined || !fact.streamed) continue;
        const sameStatus = fact.status === plain.status;
        const same = sameStatus && fact.type === plain.type && fact.members.join() === plain.members.join();
        if (same) continue;
        report({
          exchange,
          pointer: sameStatus ? '/error' : '/status',
          message: 'with stream: true the same request is refused in another way',
          expected: { status: plain.status, type: plain.type, members: plain.members },
          actual: { status: fact.status, type: fact.type, members: fact.members },
        });
      }
    },
  }),
});

export const streamedRules = [streamedRefusal, streamedSame];
