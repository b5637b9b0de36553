import { truncated } from '../../../generators/violations/encodings.js';
import type { Exchange } from '../../../targets/exchange.js';
import { scenario } from '../../engine/scenario.js';
import { withModel } from './complete-body.js';
import { sendEncoded } from './encodings.js';
import { type InvalidCase, sendInvalid, sendStreamed } from './invalid-case.js';

/** The faults that say most about how a server validates. */
export const telling: readonly InvalidCase[] = [
  {
    name: 'role',
    body: { input: [{ type: 'message', role: 'wizard', content: 'Hello' }] },
    at: '/input/0/role',
  },
  {
    name: 'truncation',
    body: { input: 'Hello', truncation: 'sometimes' },
    at: '/truncation',
    needs: ['truncation'],
  },
];

/** The four refusals that every run sees, the one with stream: true among them. */
export const refusedScenario = scenario<ReadonlyMap<string, Exchange>>({
  id: 'errors/refused',
  area: 'errors',
  title: 'Broken JSON, an unknown role in both modes, an unknown truncation',
  needs: [],
  depth: 'smoke',
  order: 'invalid',
  cost: { requests: 4, input: 0, output: 0 },
  run: async (stage) => {
    const [sent] = await Promise.all([
      sendInvalid(stage, telling),
      sendEncoded(stage, 3, truncated(withModel(stage.facts, { input: 'Hello' }))),
    ]);
    const [role] = telling;
    const original = sent.get('role');
    if (role !== undefined && original !== undefined && (await stage.offers('streaming'))) {
      await sendStreamed(stage, 4, role.body, original);
    }
    return sent;
  },
});
