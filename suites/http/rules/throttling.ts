import { stringAt } from '../../../schemas/json.js';
import { exchanges } from '../../engine/judges.js';
import { rule } from '../../engine/rule.js';
import type { ExchangeView } from '../../engine/view.js';

export const retryAfter = rule({
  id: 'RATE-RETRY-AFTER',
  level: 'SHOULD',
  basis: 'schema',
  area: 'http',
  title: 'A 429 carries Retry-After with a whole number of seconds',
  source: {
    dialect: 'openai',
    section: '429',
    note: 'header Retry-After, integer of at least 1, where a delay was computed',
  },
  needs: [],
  wire: true,
  evidence: ['http/*', 'concurrency/*'],
  why: 'Without it every client falls back to its own guess, and all of them come back at once.',
  fix: 'Send Retry-After with the seconds until the next request would be accepted, and pass it on in gateways.',
  judge: exchanges({
    given: (view) => delays(view).length > 0,
    check: (view, report) => {
      for (const delay of delays(view)) {
        if (delay !== null && /^[1-9]\d*$/.test(delay.trim())) continue;
        const message =
          delay === null ? 'a 429 has no Retry-After' : 'Retry-After is not a whole number of at least 1';
        report({
          pointer: '/headers/retry-after',
          message,
          expected: 'an integer of at least 1',
          actual: delay,
          cause: message,
        });
      }
    },
  }),
});

/** Retry-After of every 429 that this request met with; null where the header was absent. */
function delays(view: ExchangeView): readonly (string | null)[] {
  const waited = view.exchange.waitedOut
    .filter(({ status }) => status === 429)
    .map(({ retryAfter }) => retryAfter);
  // Where the quota is used up there is no delay to compute.
  const exhausted = stringAt(view.error?.value, 'code') === 'insufficient_quota';
  const last = view.status === 429 && !exhausted ? [view.header('retry-after')] : [];
  return [...waited, ...last];
}
