import { coveringViolations } from '../../../generators/violations/covering.js';
import { isObject } from '../../../schemas/json.js';
import { circumstancesOf } from '../../create/circumstances.js';
import { scenario } from '../../engine/scenario.js';
import { storedTurn } from '../../state/scenarios/storage.js';

/** Requests with exactly one violation each, one for every keyword that can be broken in a member. */
export const generatedViolations = scenario({
  id: 'errors/generated',
  area: 'errors',
  title: 'requests made from the schema that break exactly one keyword',
  needs: [],
  depth: 'standard',
  order: 'invalid',
  after: [storedTurn],
  cost: ({ cases }) => ({ requests: cases, input: 0, output: 0 }),
  async run(stage) {
    const circumstances = await circumstancesOf(stage);
    const chosen = coveringViolations(circumstances, { seed: stage.seed, most: stage.cases });
    await Promise.all(
      chosen.map(({ value, violation }, index) =>
        isObject(value)
          ? stage.case(index + 1).create(value, { validity: 'invalid', violation })
          : stage
              .case(index + 1)
              .send(
                { method: 'POST', path: '/responses', body: JSON.stringify(value) },
                { validity: 'invalid', violation },
              ),
      ),
    );
  },
});
