import { drawSessions, type Offered } from '../../../generators/sessions/arbitrary.js';
import { type CommandKind, commandKinds, commandText } from '../../../generators/sessions/command.js';
import { shrinkSession } from '../../../generators/sessions/shrink.js';
import type { CapabilityName } from '../../../targets/capability.js';
import { type Stage, scenario } from '../../engine/scenario.js';
import { playSession } from '../sessions/play.js';
import { storingDialects } from '../storing-dialects.js';
import { shortTurn } from './wording.js';

/** What a target has to offer for a command to be sent. */
const needed: { readonly [kind in CommandKind]: readonly CapabilityName[] } = {
  create: [],
  'create-in-background': ['background'],
  continue: ['previous-response'],
  retrieve: [],
  resume: ['background', 'streaming', 'resume'],
  'list-input': ['input-items'],
  cancel: ['background', 'cancel'],
  delete: ['delete'],
  'open-conversation': ['conversations'],
  append: ['conversations'],
  converse: ['conversations'],
  'list-conversation': ['conversations'],
  'retrieve-conversation': ['conversations'],
  'delete-conversation': ['conversations'],
};

/** Requests of a session, about. */
const perSession = 10;

/** Sequences that nobody thought of: each is a case of its own, and its steps depend on one another. */
export const generatedSessions = scenario({
  id: 'state/sessions',
  area: 'state',
  title:
    'Generated sessions: make, stream, retrieve, continue, list, cancel and delete in any order, by two users',
  needs: ['state'],
  dialects: storingDialects,
  depth: 'deep',
  cost: ({ cases }) => ({
    requests: cases * perSession,
    input: cases * perSession * 20,
    output: cases * perSession * 20,
  }),
  async run(stage) {
    if (stage.cases === 0) return;
    const sessions = drawSessions(await offeredBy(stage), { seed: stage.seed, count: stage.cases });
    const wording = { prompt: stage.prompts.short, turn: await shortTurn(stage, {}) };
    await Promise.all(
      sessions.map((commands, index) => {
        stage.shrinkable(index + 1, {
          shrink: (fails, most) =>
            shrinkSession(
              commands,
              (smaller) =>
                fails({
                  steps: smaller.map(commandText),
                  play: (requests) => playSession(requests, smaller, wording),
                }),
              most,
            ),
        });
        return playSession(stage.case(index + 1), commands, wording);
      }),
    );
  },
});

async function offeredBy(stage: Stage): Promise<Offered> {
  const kinds = await Promise.all(
    commandKinds.map(async (kind) => {
      for (const name of needed[kind]) if (!(await stage.offers(name))) return [];
      return [kind];
    }),
  );
  return {
    kinds: new Set(kinds.flat()),
    streaming: await stage.offers('streaming'),
    otherUser: await stage.offers('isolation'),
  };
}
