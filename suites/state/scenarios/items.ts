import { type JsonObject, stringAt } from '../../../schemas/json.js';
import type { Exchange } from '../../../targets/exchange.js';
import { idOf, itemsOf, responseOf } from '../../engine/answers.js';
import { type Scenario, type Stage, scenario } from '../../engine/scenario.js';
import { storingDialects } from '../storing-dialects.js';
import { forcedCall } from './chain.js';
import { storedTurn } from './storage.js';
import { message, shortTurn, typesOf } from './wording.js';

const listing = scenario({
  id: 'state/listing',
  area: 'state',
  title: 'Page through the input items of a response with five of them, both ways, with every cursor',
  needs: ['input-items', 'state'],
  dialects: storingDialects,
  depth: 'standard',
  cost: { requests: 8, input: 100, output: 64 },
  async run(stage) {
    const { target, prompts } = stage;
    const created = await target.create(
      await shortTurn(stage, {
        input: [
          message('developer', 'Answer briefly.'),
          message('user', 'What is the capital of France?'),
          message('assistant', 'Paris.'),
          message('user', 'And of Italy?'),
          message('user', prompts.short),
        ],
      }),
    );
    const id = idOf(created);
    const ascending = await target.inputItems(id, { query: { order: 'asc' } });
    await target.inputItems(id);
    const data = (ascending.answer?.json as JsonObject | undefined)?.['data'];
    const ids = Array.isArray(data) ? data.map((item: JsonObject) => stringAt(item, 'id') ?? '') : [];
    const [, second, third, fourth] = ids;
    if (second === undefined || third === undefined || fourth === undefined) return;
    await target.inputItems(id, { query: { order: 'asc', limit: 2, after: second } });
    await target.inputItems(id, { query: { order: 'desc', limit: 2, after: third } });
    await target.inputItems(id, { query: { order: 'asc', limit: 1, after: fourth } });
    if (!stage.dialect.wire.pagingBefore) return;
    await target.inputItems(id, { query: { order: 'asc', limit: 2, before: fourth } });
  },
});

const refusedListing = scenario({
  id: 'state/listing-refused',
  area: 'state',
  title: 'List input items with limits and orders that are not permitted',
  needs: ['input-items', 'state'],
  dialects: storingDialects,
  depth: 'standard',
  order: 'invalid',
  after: [storedTurn],
  cost: { requests: 3, input: 0, output: 0 },
  async run(stage) {
    const { id } = await stage.use(storedTurn);
    const wrong = [
      ['limit', '0', 'minimum', 'limit is at least 1'],
      ['limit', '101', 'maximum', 'limit is at most 100'],
      ['order', 'sideways', 'enum', 'order is asc or desc'],
    ] as const;
    for (const [name, value, keyword, expectation] of wrong) {
      await stage.target.inputItems(id, {
        query: { [name]: value },
        validity: 'invalid',
        violation: { in: 'query', pointer: name, keyword, expectation, level: 'MUST' },
      });
    }
  },
});

const replay = scenario({
  id: 'state/replay',
  area: 'state',
  title: 'Give output back unchanged as input: of a JSON answer and of a stream',
  needs: [],
  depth: 'standard',
  after: [storedTurn],
  cost: { requests: 3, input: 300, output: 250 },
  async run(stage) {
    const { target, prompts } = stage;
    const { created } = await stage.use(storedTurn);
    await giveBack(stage, 1, [created], []);
    if (await stage.offers('streaming')) {
      const streamed = await target.create(
        await shortTurn(stage, { input: prompts.short, stream: true, ...(await logprobs(stage)) }),
      );
      await giveBack(stage, 2, [streamed], []);
    }
  },
});

const toolReplay = scenario({
  id: 'state/replay-call',
  area: 'state',
  title: 'Give a function call back unchanged as input, with its output',
  needs: ['tools'],
  depth: 'standard',
  after: [forcedCall],
  cost: { requests: 1, input: 200, output: 64 },
  async run(stage) {
    const called = await stage.use(forcedCall);
    const outputs = itemsOf(called, 'function_call').map((call) => ({
      type: 'function_call_output',
      call_id: call['call_id'] ?? null,
      output: '21 degrees',
    }));
    await giveBack(stage, 1, [called], outputs);
  },
});

async function logprobs(stage: Stage): Promise<JsonObject> {
  return (await stage.offers('logprobs')) ? { include: ['message.output_text.logprobs'] } : {};
}

// Whether the target's own items fit the published input schema is no concern of ours here: they are its own.
async function giveBack(
  stage: Stage,
  number: number,
  answers: readonly Exchange[],
  outputs: readonly JsonObject[],
): Promise<void> {
  const items = answers.flatMap((answer) => itemsOf(answer));
  // What was cut short need not be complete enough to be taken back.
  if (items.length === 0 || answers.some((answer) => responseOf(answer)['status'] !== 'completed')) return;
  const { short } = stage.prompts;
  await stage.case(number + 1).create(
    await shortTurn(stage, {
      input: [message('user', short), ...items, ...outputs, message('user', short)],
    }),
    { validity: 'unknown', step: 'replay', notes: { replays: typesOf(items) } },
  );
}

const references = scenario({
  id: 'state/item-reference',
  area: 'state',
  title: 'Refer to an output item of a stored response by its id, and to one that does not exist',
  needs: ['item-reference'],
  probes: ['item-reference'],
  depth: 'standard',
  after: [storedTurn],
  cost: { requests: 3, input: 80, output: 192 },
  async run(stage) {
    const { created } = await stage.use(storedTurn);
    const id = stringAt(itemsOf(created, 'message')[0], 'id');
    if (id === null) return;
    const turn = (reference: string) =>
      shortTurn(stage, {
        input: [{ type: 'item_reference', id: reference }, message('user', stage.prompts.short)],
      });
    await stage.target.create(await shortTurn(stage, { input: [message('user', stage.prompts.short)] }), {
      step: 'no-reference',
    });
    await stage.target.create(await turn(id), { step: 'known-item' });
    await stage.target.create(await turn('msg_00000000000000000000000000000000000000000000000000'), {
      step: 'unknown-item',
      validity: 'invalid',
      violation: {
        in: 'state',
        pointer: '/input/0/id',
        keyword: 'unknown-id',
        expectation: 'the id of an item that exists',
        level: 'MUST',
      },
    });
  },
});

export const itemScenarios: readonly Scenario[] = [listing, refusedListing, replay, toolReplay, references];
