import { stringAt } from '../../../schemas/json.js';
import type { Fact } from '../../engine/judge.js';
import { finalResponses, linked, toBeRefused } from '../../engine/judges.js';
import { endedRank, statusRank } from '../../engine/response-status.js';
import { rule } from '../../engine/rule.js';
import { isSuccess, isVerdict } from '../../engine/status.js';
import { storingDialects } from '../../state/storing-dialects.js';
import { inOrder, isBackground, type Look, pickLook } from '../lifecycle.js';

const dialects = storingDialects;

const cancels = rule({
  id: 'CAN-RESULT',
  dialects,
  level: 'MUST',
  basis: 'example',
  area: 'background',
  title: 'Cancel answers with the response, its status cancelled',
  source: {
    dialect: 'azure-foundry',
    section: 'POST /responses/{id}/cancel',
    note: 'returns the response, cancelled',
  },
  needs: ['cancel'],
  why: 'Clients take the answer for the final state; generation that goes on costs money.',
  fix: 'Stop the work, set status cancelled, and answer with the Response object.',
  judge: finalResponses({
    of: ['cancel-response'],
    check: ({ value, pointer }, report) => {
      // It may have been finished in the meantime: then there was nothing to cancel.
      if (statusRank(stringAt(value, 'status')) === endedRank) return;
      report({
        pointer: `${pointer}/status`,
        message: 'Cancel was accepted, but the response it gives back is not cancelled.',
        expected: 'cancelled',
        actual: value['status'] ?? null,
      });
    },
  }),
});

const cancelsRunning = rule({
  id: 'CAN-RUNNING',
  dialects,
  level: 'MUST',
  basis: 'prose',
  area: 'background',
  title: 'A background response that is queued or in progress can be cancelled',
  source: {
    dialect: 'openai',
    section: 'POST /responses/{id}/cancel',
    note: 'cancels a response created with background',
  },
  needs: ['cancel', 'background'],
  why: 'Users who press stop go on paying.',
  fix: 'Accept cancel in every state before the end.',
  judge: linked<Look>({
    pick: pickLook,
    given: (looks) => cancelledRunning(looks).length > 0,
    check: (looks, report) => {
      for (const { exchange, fact } of cancelledRunning(looks)) {
        if (isSuccess(fact.status)) continue;
        report({
          pointer: '/status',
          exchange,
          message: `Cancel of a background response that was not finished was answered ${fact.status}.`,
          expected: 200,
          actual: fact.status,
        });
      }
    },
  }),
});

// First cancels of background responses; a refusal counts only where the next look shows that it was not finished.
function cancelledRunning(looks: readonly Fact<Look>[]): readonly Fact<Look>[] {
  if (!isBackground(looks)) return [];
  const ordered = inOrder(looks);
  return ordered.filter(({ fact }, index) => {
    if (fact.step !== 'cancel' || !isVerdict(fact.status)) return false;
    if (isSuccess(fact.status)) return true;
    const next = ordered.slice(index + 1).find((later) => later.fact.operation === 'retrieve-response');
    return statusRank(next?.fact.state ?? null) !== endedRank;
  });
}

const cancelsTwice = rule({
  id: 'CAN-IDEMPOTENT',
  dialects,
  level: 'MUST',
  basis: 'prose',
  area: 'background',
  title: 'Cancelling a cancelled response again gives back the same final response',
  source: { dialect: 'openai', section: 'background mode', note: 'cancelling twice is idempotent' },
  needs: ['cancel'],
  why: 'Clients that repeat a cancel after a lost answer are told that it failed.',
  fix: 'Answer 200 with the cancelled response.',
  judge: linked<Look>({
    pick: pickLook,
    given: (looks) => secondCancels(looks).length > 0,
    check: (looks, report) => {
      for (const { exchange, fact } of secondCancels(looks)) {
        if (isSuccess(fact.status) && fact.state === 'cancelled') continue;
        report({
          pointer: '/status',
          exchange,
          message: isSuccess(fact.status)
            ? `The second cancel gives the response back as ${fact.state}.`
            : `The second cancel was answered ${fact.status}.`,
          expected: 200,
          actual: isSuccess(fact.status) ? fact.state : fact.status,
        });
      }
    },
  }),
});

function secondCancels(looks: readonly Fact<Look>[]): readonly Fact<Look>[] {
  const first = looks.some(({ fact }) => fact.step === 'cancel' && fact.state === 'cancelled');
  return first ? looks.filter(({ fact }) => fact.step === 'cancel-again' && isVerdict(fact.status)) : [];
}

const cancelsOnlyBackground = rule({
  id: 'CAN-ONLY-BG',
  dialects,
  level: 'MUST',
  basis: 'prose',
  area: 'background',
  title: 'Cancel of a response that was not created with background: true is refused',
  source: {
    dialect: 'openai',
    section: 'POST /responses/{id}/cancel',
    note: 'only background responses can be cancelled',
  },
  needs: ['cancel', 'state'],
  why: 'A cancel that does nothing looks like one that worked.',
  fix: 'Answer 400 where the response was not created in the background.',
  judge: toBeRefused({
    given: ({ exchange }) => exchange.intent.violation?.keyword === 'not-background',
    message: (status) =>
      `Cancel of a response that was not created in the background was answered ${status}.`,
  }),
});

/** What cancelling does, in every state. */
export const cancelRules = [cancels, cancelsRunning, cancelsTwice, cancelsOnlyBackground];
