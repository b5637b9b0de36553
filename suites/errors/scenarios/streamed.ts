import { scenario } from '../../engine/scenario.js';
import {
  missingMembers,
  missingMembersScenario,
  unknownValues,
  unknownValuesScenario,
  wrongTypes,
  wrongTypesScenario,
} from './faulty-bodies.js';
import { sendStreamed } from './invalid-case.js';

/** Sends one fault of each kind a second time, with stream: true. */
export const streamedFaults = scenario({
  id: 'errors/streamed',
  area: 'errors',
  title: 'Faulty requests once more with stream: true, to be refused in the same way',
  needs: ['streaming'],
  depth: 'standard',
  order: 'invalid',
  after: [wrongTypesScenario, unknownValuesScenario, missingMembersScenario],
  cost: { requests: 3, input: 0, output: 0 },
  run: async (stage) => {
    const tables = [
      { sent: await stage.use(wrongTypesScenario), cases: wrongTypes },
      { sent: await stage.use(unknownValuesScenario), cases: unknownValues },
      { sent: await stage.use(missingMembersScenario), cases: missingMembers },
    ];
    await Promise.all(
      tables.map(async ({ sent, cases }, index) => {
        for (const { name, body } of cases) {
          const original = sent.get(name);
          if (original === undefined) continue;
          await sendStreamed(stage, index + 1, body, original);
          return;
        }
      }),
    );
  },
});
