import { stringAt } from '../../schemas/json.js';
import type { Exchange } from '../../targets/exchange.js';
import { createdResponseOf, idOf, wasAccepted } from '../engine/answers.js';
import { endedRank, statusRank } from '../engine/response-status.js';
import { type Requests, type Scenario, type Stage, scenario } from '../engine/scenario.js';
import { storedTurn } from '../state/scenarios/storage.js';
import { has, shortTurn } from '../state/scenarios/wording.js';
import { storingDialects } from '../state/storing-dialects.js';

/** Time enough for a quick server, so that most answers are polled once. */
const firstPause = 250;
const shortPause = 100;
const longestPause = 5000;

/** Polls a response until it is in a state for which `enough` holds. Gives the last exchange. */
async function poll(
  stage: Stage,
  requests: Requests,
  id: string,
  enough: (state: string | null) => boolean = (state) => statusRank(state) === endedRank,
  first = firstPause,
): Promise<Exchange> {
  const begun = stage.now();
  for (let pause = first; ; pause = Math.min(pause * 2, longestPause)) {
    await stage.sleep(pause);
    const waited = stage.now() - begun;
    const last = waited >= stage.patience;
    const looked = await requests.retrieve(id, { step: 'poll', notes: last ? { waited } : {} });
    if (last || !wasAccepted(looked)) return looked;
    if (enough(stringAt(createdResponseOf(looked), 'status'))) return looked;
  }
}

/** A background response that was polled to its end. */
const finishedInBackground = scenario({
  id: 'background/polled',
  area: 'background',
  title: 'Create a response in the background and poll it to its end',
  needs: ['background'],
  probes: ['background'],
  depth: 'smoke',
  cost: { requests: 5, input: 30, output: 64 },
  async run(stage) {
    const { target, prompts } = stage;
    const created = await target.create(await shortTurn(stage, { input: prompts.short, background: true }), {
      step: 'background',
    });
    const id = idOf(created);
    const state = stringAt(createdResponseOf(created), 'status');
    if (statusRank(state) !== endedRank && has(stage, 'retrieve-response')) await poll(stage, target, id);
    return { id };
  },
});

const continued = scenario({
  id: 'background/continued',
  area: 'background',
  title: 'Continue from a finished background response',
  needs: ['background', 'previous-response'],
  dialects: storingDialects,
  depth: 'standard',
  after: [finishedInBackground],
  cost: { requests: 1, input: 40, output: 64 },
  async run(stage) {
    const { id } = await stage.use(finishedInBackground);
    await stage.target.create(
      await shortTurn(stage, { input: stage.prompts.short, previous_response_id: id }),
      {
        step: 'second-turn',
      },
    );
  },
});

const cancelledAtOnce = scenario({
  id: 'background/cancel',
  area: 'background',
  title: 'Cancel a background response at once, cancel it again, and look at it',
  needs: ['background', 'cancel'],
  probes: ['cancel'],
  dialects: storingDialects,
  depth: 'standard',
  cost: { requests: 4, input: 30, output: 256 },
  async run(stage) {
    const { target, prompts } = stage;
    const created = await target.create({ input: prompts.long, background: true }, { step: 'background' });
    const id = idOf(created);
    if (statusRank(stringAt(createdResponseOf(created), 'status')) === endedRank) return;
    await target.cancel(id, { step: 'cancel' });
    if (stage.depth === 'smoke') return;
    await target.cancel(id, { step: 'cancel-again' });
    await target.retrieve(id, { step: 'after-cancel' });
  },
});

const cancelledWhileRunning = scenario({
  id: 'background/cancel-running',
  area: 'background',
  title: 'Cancel a background response when it is in progress, and look at it a while later',
  needs: ['background', 'cancel'],
  dialects: storingDialects,
  depth: 'standard',
  cost: { requests: 6, input: 30, output: 256 },
  async run(stage) {
    const { target, prompts } = stage;
    const created = await target.create({ input: prompts.long, background: true }, { step: 'background' });
    const id = idOf(created);
    const looked = await poll(stage, target, id, (state) => state !== 'queued', shortPause);
    if (!wasAccepted(looked) || stringAt(createdResponseOf(looked), 'status') !== 'in_progress') return;
    const cancelled = await target.cancel(id, { step: 'cancel' });
    // A refusal is only right where the response was finished in this very moment.
    if (wasAccepted(cancelled)) await stage.sleep(1000);
    await target.retrieve(id, { step: 'after-cancel' });
  },
});

const cancelledLate = scenario({
  id: 'background/cancel-refused',
  area: 'background',
  title:
    'Cancel a finished background response, which must stay as it is, and one that was never in the background',
  needs: ['background', 'cancel', 'state'],
  dialects: storingDialects,
  depth: 'standard',
  order: 'invalid',
  after: [finishedInBackground, storedTurn],
  cost: { requests: 3, input: 0, output: 0 },
  async run(stage) {
    const { id } = await stage.use(finishedInBackground);
    const { id: plain } = await stage.use(storedTurn);
    // Refusing and giving back the finished response are both in order.
    await stage.target.cancel(id, { step: 'cancel-finished', validity: 'unknown' });
    await stage.target.retrieve(id, { step: 'after-cancel' });
    await stage.target.cancel(plain, {
      step: 'not-background',
      validity: 'invalid',
      violation: {
        in: 'state',
        pointer: 'response_id',
        keyword: 'not-background',
        expectation: 'a response that was created with background: true',
        level: 'MUST',
      },
    });
  },
});

const hungUp = scenario({
  id: 'background/hang-up',
  area: 'background',
  title: 'Hang up while a background response is streamed, then poll it to its end',
  needs: ['background', 'streaming'],
  dialects: storingDialects,
  depth: 'standard',
  order: 'disruptive',
  cost: { requests: 5, input: 30, output: 128 },
  async run(stage) {
    const { target, prompts } = stage;
    const created = await target.create(
      await shortTurn(stage, { input: prompts.short, background: true, stream: true }),
      { step: 'hang-up', disconnectAfterEvents: 2 },
    );
    await poll(stage, target, idOf(created));
  },
});

const withoutStoring = scenario({
  id: 'background/store-false',
  area: 'background',
  title: 'Ask for a background response that is not to be stored',
  needs: ['background'],
  depth: 'standard',
  order: 'invalid',
  cost: { requests: 1, input: 10, output: 64 },
  async run(stage) {
    const answered = await stage.target.create(
      await shortTurn(stage, { input: stage.prompts.short, background: true, store: false }),
      {
        validity: 'invalid',
        violation: {
          in: 'body',
          pointer: '/store',
          keyword: 'mutually-exclusive',
          expectation: 'background responses are stored',
          level: 'SHOULD',
        },
      },
    );
    // Where it was accepted all the same, it must not be left running.
    if (wasAccepted(answered) && has(stage, 'cancel-response') && (await stage.offers('cancel')))
      await stage.target.cancel(idOf(answered), { step: 'tidy', validity: 'unknown' });
  },
});

export const backgroundScenarios: readonly Scenario[] = [
  finishedInBackground,
  continued,
  cancelledAtOnce,
  cancelledWhileRunning,
  cancelledLate,
  hungUp,
  withoutStoring,
];
