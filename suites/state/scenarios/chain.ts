import { stringAt } from '../../../schemas/json.js';
import { idOf, itemOf, wasAccepted } from '../../engine/answers.js';
import { type Scenario, scenario } from '../../engine/scenario.js';
import { shortText } from '../../streaming/scenarios/text.js';
import { storingDialects } from '../storing-dialects.js';
import { storedTurn } from './storage.js';
import { has, longInstructions, shortTurn, unknownResponseId } from './wording.js';

/** Continues from the stored turn, and once more with tools on offer. */
export const secondTurn = scenario({
  id: 'state/chain',
  area: 'state',
  title: 'Continue a stored response by its id, then continue that one with tools on offer',
  needs: ['previous-response'],
  probes: ['previous-response'],
  depth: 'smoke',
  after: [storedTurn],
  cost: { requests: 2, input: 300, output: 128 },
  async run(stage) {
    const { target, prompts, tools } = stage;
    const { id: first } = await stage.use(storedTurn);
    const second = await target.create(
      await shortTurn(stage, { input: prompts.short, previous_response_id: first }),
      { step: 'second-turn' },
    );
    const id = idOf(second);
    const offered = (await stage.offers('tools')) ? { tools: [tools.weather] } : {};
    const third = await target.create(
      await shortTurn(stage, { input: prompts.short, previous_response_id: id, ...offered }),
      { step: 'third-turn' },
    );
    return { first, id, turns: [second, third].filter(wasAccepted) };
  },
});

const afterStream = scenario({
  id: 'state/chain-streamed',
  area: 'state',
  title: 'Continue a streamed response by its id, without storing the new one',
  needs: ['previous-response', 'streaming'],
  depth: 'smoke',
  after: [shortText],
  cost: { requests: 1, input: 60, output: 64 },
  async run(stage) {
    const { stream } = await stage.use(shortText);
    await stage.target.create(
      await shortTurn(stage, {
        input: stage.prompts.short,
        previous_response_id: idOf(stream),
        store: false,
      }),
      { step: 'second-turn' },
    );
  },
});

const deepAndWide = scenario({
  id: 'state/branches',
  area: 'state',
  title: 'A third turn of a chain, as a stream where offered, then a second branch from its first turn',
  needs: ['previous-response'],
  depth: 'standard',
  after: [secondTurn],
  cost: { requests: 2, input: 600, output: 128 },
  async run(stage) {
    const { first, id } = await stage.use(secondTurn);
    const stream = await stage.offers('streaming');
    const turn = await shortTurn(stage, { input: stage.prompts.short });
    await stage.target.create({ ...turn, previous_response_id: id, stream }, { step: 'third-turn' });
    await stage.target.create({ ...turn, previous_response_id: first }, { step: 'branch' });
  },
});

const otherInstructions = scenario({
  id: 'state/instructions',
  area: 'state',
  title: 'Continue a response that had instructions, with none of its own',
  needs: ['previous-response'],
  depth: 'standard',
  cost: { requests: 2, input: 300, output: 128 },
  async run(stage) {
    const turn = await shortTurn(stage, { input: stage.prompts.short });
    const stream = await stage.offers('streaming');
    const first = await stage.target.create(
      { ...turn, instructions: longInstructions },
      { step: 'first-turn' },
    );
    await stage.target.create(
      { ...turn, previous_response_id: idOf(first), stream },
      { step: 'second-turn' },
    );
  },
});

/** What is told in the first turn and must come back in the argument of a forced call; not a word of any language. */
const secret = 'quelzaro';

const recallTool = {
  type: 'function',
  name: 'report_secret_word',
  description: 'Reports the secret word that the user has told earlier.',
  parameters: {
    type: 'object',
    properties: { secret_word: { type: 'string', description: 'The secret word that was told earlier.' } },
    required: ['secret_word'],
    additionalProperties: false,
  },
  strict: true,
};

const recall = scenario({
  id: 'state/recall',
  area: 'state',
  title: 'Tell a word in one turn and ask for it in the next by a forced tool argument',
  needs: ['previous-response', 'tools'],
  depth: 'standard',
  cost: { requests: 2, input: 200, output: 192 },
  async run(stage) {
    const first = await stage.target.create(
      await shortTurn(stage, { input: `The secret word is ${secret}. Remember it.` }),
      { step: 'first-turn' },
    );
    await stage.target.create(
      await shortTurn(stage, {
        input: 'Report the secret word.',
        previous_response_id: idOf(first),
        tools: [recallTool],
        tool_choice: { type: 'function', name: recallTool.name },
      }),
      { step: 'second-turn', notes: { recall: secret } },
    );
  },
});

/** A forced call of the weather tool, stored by default. */
export const forcedCall = scenario({
  id: 'state/forced-call',
  area: 'state',
  title: 'A forced function call, for what follows it',
  needs: ['tools'],
  depth: 'standard',
  cost: { requests: 1, input: 100, output: 64 },
  run: ({ target, prompts, tools }) =>
    target.create(
      {
        input: prompts.tool,
        tools: [tools.weather],
        tool_choice: { type: 'function', name: stringAt(tools.weather, 'name') ?? '' },
      },
      { step: 'first-turn' },
    ),
});

const toolTurns = scenario({
  id: 'state/tool-turn',
  area: 'state',
  title: 'Answer a forced tool call of the previous response, in JSON and as a stream',
  needs: ['previous-response', 'tools'],
  depth: 'standard',
  after: [forcedCall],
  cost: { requests: 2, input: 200, output: 128 },
  async run(stage) {
    const { target, tools } = stage;
    const called = await stage.use(forcedCall);
    const callId = stringAt(itemOf(called, 'function_call'), 'call_id');
    const turn = await shortTurn(stage, {
      previous_response_id: idOf(called),
      input: [
        { type: 'function_call_output', call_id: callId, output: '{"temperature": 21, "unit": "celsius"}' },
      ],
      tools: [tools.weather],
    });
    const modes = (await stage.offers('streaming')) ? [false, true] : [false];
    for (const stream of modes) await target.create({ ...turn, stream }, { step: 'tool-output' });
  },
});

const unknownPrevious = scenario({
  id: 'state/unknown-previous',
  area: 'state',
  title: 'Continue from an id that was never given out, in JSON and as a stream',
  needs: ['previous-response'],
  depth: 'standard',
  order: 'invalid',
  cost: { requests: 2, input: 30, output: 64 },
  async run(stage) {
    const modes = (await stage.offers('streaming')) ? [false, true] : [false];
    for (const stream of modes) {
      await stage.target.create(
        await shortTurn(stage, {
          input: stage.prompts.short,
          previous_response_id: unknownResponseId,
          stream,
        }),
        {
          validity: 'invalid',
          violation: {
            in: 'state',
            pointer: '/previous_response_id',
            keyword: 'unknown-id',
            expectation: 'the id of a response that exists',
            level: 'MUST',
          },
        },
      );
    }
  },
});

const deletion = scenario({
  id: 'state/delete',
  area: 'state',
  title: 'Delete the last response of a chain, look for it, delete it again, and try to continue from it',
  needs: ['state', 'delete'],
  probes: ['delete'],
  dialects: storingDialects,
  depth: 'smoke',
  cost: { requests: 5, input: 30, output: 64 },
  async run(stage) {
    const { target, prompts } = stage;
    const created = await target.create(await shortTurn(stage, { input: prompts.short }));
    const id = idOf(created);
    const deleted = await target.delete(id, { step: 'delete' });
    if (!wasAccepted(deleted) || !has(stage, 'delete-response')) return;
    const gone = {
      step: 'after-delete',
      validity: 'invalid',
      violation: {
        in: 'path',
        pointer: 'response_id',
        keyword: 'unknown-id',
        expectation: 'the id of a response that was not deleted',
        level: 'MUST',
      },
    } as const;
    await target.delete(id, gone);
    if (stage.depth === 'smoke') return;
    await target.retrieve(id, gone);
    if (!(await stage.offers('previous-response'))) return;
    await target.create(await shortTurn(stage, { input: prompts.short, previous_response_id: id }), {
      ...gone,
      violation: { ...gone.violation, in: 'state', pointer: '/previous_response_id', keyword: 'deleted-id' },
    });
  },
});

export const chainScenarios: readonly Scenario[] = [
  secondTurn,
  afterStream,
  deepAndWide,
  otherInstructions,
  recall,
  forcedCall,
  toolTurns,
  unknownPrevious,
  deletion,
];
