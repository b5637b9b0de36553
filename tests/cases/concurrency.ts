import type { Intent } from '../../targets/exchange.js';
import { cases } from './case.js';
import { message } from './output.js';
import { created, refused } from './traffic.js';

const asked = { model: 'm', input: 'Hi.' };
const own = 'CONC-OWN-ANSWER';
const notTurnedAway = 'CONC-NOT-TURNED-AWAY';
const ids = 'RUN-ITEM-ID-UNIQUE';

/** A request with instructions of its own, and the instructions that its answer shows. */
function marked(place: number, sent: string, shown: string, notes: Intent['notes']) {
  return created({ ...asked, instructions: sent }, [message('Hello.', { id: `msg_${place}` })], {
    response: { id: `resp_${place}`, instructions: shown },
    intent: { notes },
  });
}

const atOnce = (mark: string) => ({ overlap: 'burst', mark });

export const concurrencyCases = cases(
  {
    name: 'each of two requests gets its own answer',
    exchanges: [marked(1, 'A', 'A', atOnce('A')), marked(2, 'B', 'B', atOnce('B'))],
    passed: [own, notTurnedAway, ids],
  },
  {
    name: 'one of two requests gets the answer to the other',
    exchanges: [marked(1, 'A', 'A', atOnce('A')), marked(2, 'B', 'A', atOnce('B'))],
    blamed: { [own]: '/instructions', 'RES-ECHO': '/instructions' },
  },
  {
    name: 'instructions of nobody are not those of another',
    exchanges: [marked(1, 'A', 'A', atOnce('A')), marked(2, 'B', 'C', atOnce('B'))],
    blamed: { 'RES-ECHO': '/instructions' },
    passed: [own],
  },
  {
    name: 'requests one after the other are not mixed up',
    exchanges: [marked(1, 'A', 'A', { mark: 'A' }), marked(2, 'B', 'B', { mark: 'B' })],
    notFor: [own, notTurnedAway],
  },
  {
    name: 'requests without a mark cannot be told apart',
    exchanges: [marked(1, 'A', 'A', { overlap: 'burst' }), marked(2, 'B', 'B', { overlap: 'burst' })],
    passed: [notTurnedAway],
    notFor: [own],
  },
  {
    name: 'one of two requests is turned away',
    exchanges: [
      marked(1, 'A', 'A', atOnce('A')),
      refused(
        asked,
        503,
        { error: { message: 'Busy.', type: 'server_error', param: null, code: null } },
        { intent: { notes: atOnce('B') }, answerHeaders: [['retry-after', '1']] },
      ),
    ],
    blamed: { [notTurnedAway]: '/status' },
  },
  {
    name: 'an item has the id of an item of another response',
    exchanges: [
      created(asked, [message('Hello.')]),
      created(asked, [message('Hello.')], { response: { id: 'resp_2' } }),
    ],
    blamed: { [ids]: '/output/0/id' },
  },
  {
    name: 'responses without items share no ids',
    exchanges: [
      created(asked, [], { status: 'failed' }),
      created(asked, [message('Hello.')], { response: { id: 'resp_2' } }),
    ],
    notFor: [ids],
  },
  {
    name: 'a request that had to wait is turned away all the same',
    exchanges: [
      created(asked, [message('Hello.')], {
        intent: { notes: { overlap: 'burst' } },
        exchange: { waitedOut: [{ status: 503, retryAfter: '1' }] },
      }),
    ],
    blamed: { [notTurnedAway]: '/status' },
  },
);
