import type { Fact } from '../../engine/judge.js';
import { exchanges, linked, toBeRefused } from '../../engine/judges.js';
import { endedRank, statusRank } from '../../engine/response-status.js';
import { rule } from '../../engine/rule.js';
import { isSuccess, isVerdict } from '../../engine/status.js';
import { storingDialects } from '../../state/storing-dialects.js';
import { inOrder, isBackground, type Look, pickLook } from '../lifecycle.js';

const dialects = storingDialects;

const answersEarly = rule({
  id: 'REQ-BG-ASYNC',
  level: 'MUST',
  basis: 'prose',
  area: 'background',
  title: 'background: true is answered before the response is finished, with status queued or in_progress',
  source: { dialect: 'openai', section: 'background mode', note: 'returns at once, to be polled' },
  needs: ['background'],
  why: 'Clients use background for answers that take longer than a connection lasts: they run into time limits.',
  fix: 'Answer at once with status queued or in_progress and go on working; or refuse background with a 400 that names it.',
  judge: exchanges({
    of: ['create-response'],
    given: ({ body, accepted, stream, response }) =>
      accepted && body?.['background'] === true && stream === null && response !== null,
    check: ({ response }, report) => {
      const status = response?.value['status'];
      if (status === 'queued' || status === 'in_progress') return;
      report({
        pointer: '/status',
        message: 'The answer to background: true came when the response was finished.',
        expected: ['queued', 'in_progress'],
        actual: status ?? null,
      });
    },
  }),
});

const needsStore = rule({
  id: 'REQ-BG-STORE',
  level: 'SHOULD',
  basis: 'observed',
  area: 'background',
  title: 'background: true together with store: false is refused',
  source: { dialect: 'openai', section: 'background mode', note: 'background needs stored responses' },
  needs: ['background'],
  why: 'A background response that is not kept can never be looked at.',
  fix: 'Answer 400 with param store (or background).',
  judge: toBeRefused({
    given: ({ body }) => body?.['background'] === true && body['store'] === false,
    message: (status) => `background: true with store: false was answered ${status}.`,
  }),
});

const goesForward = rule({
  id: 'GET-POLL',
  dialects,
  level: 'MUST',
  basis: 'prose',
  area: 'background',
  title:
    'A background response can be polled by its id, goes from queued over in_progress to its end, and stays there',
  source: {
    dialect: 'openai',
    section: 'background mode',
    note: 'poll while queued or in_progress; other states are final',
  },
  needs: ['background'],
  evidence: ['background/*', 'streaming/*'],
  why: 'Polling clients end at the first final state, and never where there is none.',
  fix: 'Keep the response from the moment its id is given out; let its status only go forward, and reach an end.',
  judge: linked<Look>({
    pick: pickLook,
    given: (looks) => isBackground(looks) && looks.length > 1,
    check: (looks, report) => {
      let before: { readonly rank: number; readonly state: string | null; readonly exchange: string } | null =
        null;
      for (const { exchange, fact } of inOrder(looks)) {
        if (
          fact.operation === 'retrieve-response' &&
          fact.valid &&
          isVerdict(fact.status) &&
          !isSuccess(fact.status)
        ) {
          report({
            pointer: '/status',
            exchange,
            cause: 'lost',
            message: `The background response cannot be polled: GET was answered ${fact.status}.`,
            expected: 200,
            actual: fact.status,
          });
        }
        if (fact.waited !== null && statusRank(fact.state) !== endedRank && fact.state !== null) {
          report({
            pointer: '/status',
            exchange,
            cause: 'no end',
            message: `The response is still ${fact.state} after ${Math.round(fact.waited / 1000)} s (--wait sets how long is waited).`,
            expected: ['completed', 'incomplete', 'failed', 'cancelled'],
            actual: fact.state,
          });
        }
        const rank = statusRank(fact.state);
        if (rank === null) continue;
        const { state } = fact;
        if (
          before !== null &&
          (rank < before.rank || (before.rank === endedRank && state !== before.state))
        ) {
          report({
            pointer: '/status',
            exchange,
            cause: 'back',
            message: `The response was ${before.state} (${before.exchange}) and is ${state} now.`,
            expected: before.state,
            actual: state,
          });
        }
        before = { rank, state, exchange };
      }
    },
  }),
});

const outlivesConnection = rule({
  id: 'BG-DISCONNECT',
  dialects,
  level: 'MUST',
  basis: 'prose',
  area: 'background',
  title: 'A background response goes on when the client that streams it hangs up',
  source: {
    dialect: 'openai',
    section: 'background mode',
    note: 'a dropped connection can be taken up again later',
  },
  needs: ['background', 'streaming'],
  why: 'Background mode is there for connections that do not last: the work is lost with them.',
  fix: 'Do not tie a background response to the connection that started it.',
  judge: linked<Look>({
    pick: pickLook,
    given: (looks) => endAfterHangUp(looks).length > 0,
    check: (looks, report) => {
      for (const { exchange, fact } of endAfterHangUp(looks)) {
        if (fact.state === 'completed' || fact.state === 'incomplete') continue;
        report({
          pointer: '/status',
          exchange,
          message: `After the client had hung up, the background response ended as ${fact.state}.`,
          expected: 'completed',
          actual: fact.state,
        });
      }
    },
  }),
});

// The last look, where it shows an end and is another than the one that was hung up.
function endAfterHangUp(looks: readonly Fact<Look>[]): readonly Fact<Look>[] {
  if (!looks.some(({ fact }) => fact.step === 'hang-up')) return [];
  return inOrder(looks)
    .slice(-1)
    .filter(({ fact }) => fact.step !== 'hang-up' && statusRank(fact.state) === endedRank);
}

/** How background responses are started and watched. */
export const pollingRules = [answersEarly, needsStore, goesForward, outlivesConnection];
