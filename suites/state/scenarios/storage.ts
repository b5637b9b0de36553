import { includeValues } from '../../../schemas/include-values.js';
import { idOf } from '../../engine/answers.js';
import { type Scenario, scenario } from '../../engine/scenario.js';
import { shortText } from '../../streaming/scenarios/text.js';
import { storingDialects } from '../storing-dialects.js';
import { has, longInstructions, message, shortTurn } from './wording.js';

/** The first turn of most chains: stored by default, with instructions and more than one input item. */
export const storedTurn = scenario({
  id: 'state/stored',
  area: 'state',
  title: 'Create a response without mentioning store, retrieve it, and list its input both ways',
  needs: [],
  probes: ['state', 'input-items'],
  depth: 'smoke',
  cost: { requests: 4, input: 200, output: 64 },
  async run(stage) {
    const { target, prompts } = stage;
    const created = await target.create(
      await shortTurn(stage, {
        instructions: longInstructions,
        input: [
          message('user', prompts.short),
          message('assistant', 'Good day.'),
          message('user', prompts.short),
        ],
      }),
      { step: 'first-turn' },
    );
    const id = idOf(created);
    if (has(stage, 'retrieve-response')) await target.retrieve(id, { step: 'after-create' });
    if (has(stage, 'list-input-items')) {
      await target.inputItems(id, { query: { order: 'asc' } });
      await target.inputItems(id, { query: { limit: 2 } });
    }
    return { id, created };
  },
});

const streamedLookUp = scenario({
  id: 'state/streamed',
  area: 'state',
  title: 'Retrieve a response that came as a stream',
  needs: ['streaming', 'state'],
  dialects: storingDialects,
  depth: 'standard',
  after: [shortText],
  cost: { requests: 1, input: 0, output: 0 },
  async run(stage) {
    const { stream } = await stage.use(shortText);
    await stage.target.retrieve(idOf(stream), { step: 'after-create' });
  },
});

/** A response that came as JSON, stored because the request says so; the plain twin of the short turns. */
const explicitlyStored = scenario({
  id: 'state/store-true',
  area: 'state',
  title: 'Create a response with store: true, retrieve it, and list its string input',
  needs: ['state'],
  dialects: storingDialects,
  depth: 'standard',
  cost: { requests: 3, input: 30, output: 64 },
  async run(stage) {
    const created = await stage.target.create(
      await shortTurn(stage, { input: stage.prompts.short, store: true }),
    );
    const id = idOf(created);
    await stage.target.retrieve(id, { step: 'after-create' });
    if (await stage.offers('input-items')) await stage.target.inputItems(id);
    return { id, created };
  },
});

const notStored = scenario({
  id: 'state/store-false',
  area: 'state',
  title: 'Create a response with store: false and try to retrieve it',
  needs: ['state'],
  dialects: storingDialects,
  depth: 'standard',
  cost: { requests: 2, input: 30, output: 64 },
  async run(stage) {
    const created = await stage.target.create(
      await shortTurn(stage, { input: stage.prompts.short, store: false }),
    );
    await stage.target.retrieve(idOf(created), {
      step: 'not-stored',
      validity: 'invalid',
      violation: {
        in: 'path',
        pointer: 'response_id',
        keyword: 'unknown-id',
        expectation: 'a response created with store: false is not kept',
        level: 'SHOULD',
      },
    });
  },
});

const includesOnRetrieval = scenario({
  id: 'state/includes',
  area: 'state',
  title: 'Retrieve a response with every include value of the dialect at once',
  needs: ['state'],
  dialects: storingDialects,
  depth: 'standard',
  after: [storedTurn],
  cost: { requests: 1, input: 0, output: 0 },
  async run(stage) {
    const { id } = await stage.use(storedTurn);
    await stage.target.retrieve(id, {
      query: { include: includeValues(stage.dialect.name) },
      step: 'with-include',
    });
  },
});

export const storageScenarios: readonly Scenario[] = [
  storedTurn,
  streamedLookUp,
  explicitlyStored,
  notStored,
  includesOnRetrieval,
];
