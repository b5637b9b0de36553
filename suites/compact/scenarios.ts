import { objectsAt, stringAt } from '../../schemas/json.js';
import { wasAccepted } from '../engine/answers.js';
import { type Scenario, scenario } from '../engine/scenario.js';
import { message, shortTurn } from '../state/scenarios/wording.js';

const withCompaction = ['openai', 'azure-foundry', 'open-responses'] as const;

/** A conversation worth compacting, as far as three lines can be. */
const spoken = [
  message('user', 'My cat is called Minka.'),
  message('assistant', 'A lovely name.'),
  message('user', 'She likes fish.'),
];

const compacted = scenario({
  id: 'compact/conversation',
  area: 'compact',
  title: 'Compact a short conversation, go on from its output, and try its id as previous_response_id',
  needs: ['compact'],
  probes: ['compact'],
  dialects: withCompaction,
  depth: 'smoke',
  cost: { requests: 3, input: 200, output: 200 },
  async run(stage) {
    const { target, prompts } = stage;
    const answered = await target.compact({ input: spoken });
    if (!wasAccepted(answered) || stage.depth === 'smoke') return;
    const output = objectsAt(answered.answer?.json, 'output').map(({ value }) => value);
    if (output.length > 0)
      await target.create(await shortTurn(stage, { input: [...output, message('user', prompts.short)] }), {
        step: 'after-compaction',
        validity: 'unknown',
      });
    const id = stringAt(answered.answer?.json, 'id');
    if (id === null || !(await stage.offers('previous-response'))) return;
    await target.create(await shortTurn(stage, { input: prompts.short, previous_response_id: id }), {
      validity: 'invalid',
      violation: {
        in: 'state',
        pointer: '/previous_response_id',
        keyword: 'compaction-id',
        expectation: 'the id of a response, not of a compaction',
        level: 'MUST',
      },
    });
  },
});

const withoutModel = scenario({
  id: 'compact/no-model',
  area: 'compact',
  title: 'Compact without naming a model',
  needs: ['compact'],
  dialects: withCompaction,
  depth: 'standard',
  order: 'invalid',
  cost: { requests: 1, input: 30, output: 30 },
  async run({ target }) {
    await target.compact(
      { model: undefined, input: spoken },
      {
        validity: 'invalid',
        violation: {
          in: 'body',
          pointer: '/model',
          keyword: 'required',
          expectation: 'model is required',
          level: 'MUST',
        },
      },
    );
  },
});

const triggers = scenario({
  id: 'compact/trigger',
  area: 'compact',
  title:
    'End the input with a compaction_trigger, in JSON and as a stream, then put it where it may not stand',
  needs: ['compact'],
  dialects: ['openai'],
  depth: 'standard',
  cost: { requests: 3, input: 200, output: 200 },
  async run(stage) {
    const { target } = stage;
    const trigger = { type: 'compaction_trigger' };
    const modes = (await stage.offers('streaming')) ? [false, true] : [false];
    for (const stream of modes)
      await target.create({ input: [...spoken, trigger], stream }, { step: 'trigger' });
    await target.create(
      { input: [trigger, ...spoken] },
      {
        validity: 'invalid',
        violation: {
          in: 'body',
          pointer: '/input/0',
          keyword: 'compaction-trigger-last',
          expectation: 'compaction_trigger is the final input item',
          level: 'MUST',
        },
      },
    );
  },
});

export const compactScenarios: readonly Scenario[] = [compacted, withoutModel, triggers];
