import { arrayAt, type JsonObject, stringAt } from '../../schemas/json.js';
import type { Exchange, Violation } from '../../targets/exchange.js';
import { wasAccepted } from '../engine/answers.js';
import { Blocked, type Scenario, scenario } from '../engine/scenario.js';
import { message, shortTurn } from '../state/scenarios/wording.js';
import { storingDialects } from '../state/storing-dialects.js';

/** A conversation with two messages in it. */
const newConversation = scenario({
  id: 'conversations/created',
  area: 'conversations',
  title: 'Create a conversation with two messages and metadata, and list its items',
  needs: ['conversations'],
  probes: ['conversations'],
  dialects: storingDialects,
  depth: 'smoke',
  cost: { requests: 2, input: 0, output: 0 },
  async run({ target, depth }) {
    const created = await target.createConversation({
      items: [message('user', 'What is the capital of France?'), message('assistant', 'Paris.')],
      metadata: { topic: 'capitals' },
    });
    const id = resourceId(created);
    if (depth !== 'smoke') await target.conversationItems(id, { query: { order: 'asc' } });
    return { id };
  },
});

const turns = scenario({
  id: 'conversations/turns',
  area: 'conversations',
  title:
    'Two turns in a conversation, the second as a stream where offered, each followed by a look at the items',
  needs: ['conversations'],
  dialects: storingDialects,
  depth: 'standard',
  after: [newConversation],
  cost: { requests: 4, input: 120, output: 128 },
  async run(stage) {
    const { target, prompts } = stage;
    const { id } = await stage.use(newConversation);
    const turn = await shortTurn(stage, { input: prompts.short });
    await target.create({ ...turn, conversation: id }, { step: 'turn-with-history' });
    await target.conversationItems(id, { query: { order: 'asc' } });
    if (!(await stage.offers('streaming'))) return;
    await target.create({ ...turn, conversation: { id }, stream: true }, { step: 'turn-with-history' });
    await target.conversationItems(id);
  },
});

const filtered = scenario({
  id: 'conversations/filtered-responses',
  area: 'conversations',
  title: 'List the responses of one conversation, and those of an agent that has none',
  needs: ['conversations'],
  dialects: ['azure-foundry'],
  depth: 'standard',
  after: [newConversation, turns],
  cost: { requests: 2, input: 0, output: 0 },
  async run(stage) {
    const { id } = await stage.use(newConversation);
    await stage.use(turns);
    await stage.target.listResponses({ query: { conversation_id: id } });
    await stage.target.listResponses({ query: { agent_name: 'no-such-agent' } });
  },
});

const items = scenario({
  id: 'conversations/items',
  area: 'conversations',
  title: 'Add items to a conversation, page through them, retrieve one, delete it and look for it again',
  needs: ['conversations'],
  dialects: storingDialects,
  depth: 'standard',
  cost: { requests: 8, input: 0, output: 0 },
  async run({ target }) {
    const id = resourceId(await target.createConversation({}));
    const added = await target.createConversationItems(id, {
      items: ['First.', 'Second.', 'Third.'].map((text) => message('user', text)),
    });
    await target.conversationItems(id, { query: { order: 'asc' } });
    const page = await target.conversationItems(id, { query: { limit: 2 } });
    const last = idsIn(page).at(-1);
    if (last !== undefined)
      await target.conversationItems(id, { query: { order: 'desc', limit: 2, after: last } });
    const second = idsIn(added)[1];
    if (second === undefined) return;
    await target.retrieveConversationItem(id, second);
    const gone = await target.deleteConversationItem(id, second);
    if (!wasAccepted(gone)) return;
    await target.retrieveConversationItem(id, second, {
      step: 'after-delete',
      validity: 'invalid',
      violation: inPath('item_id', 'the id of an item that was not deleted'),
    });
  },
});

const updatedAndDeleted = scenario({
  id: 'conversations/deleted',
  area: 'conversations',
  title: 'Update the metadata of a conversation, look at it, delete it and look again',
  needs: ['conversations'],
  dialects: storingDialects,
  depth: 'standard',
  cost: { requests: 5, input: 0, output: 0 },
  async run({ target }) {
    const id = resourceId(await target.createConversation({ metadata: { topic: 'before' } }));
    await target.updateConversation(id, { metadata: { topic: 'after', kept: 'yes' } });
    await target.retrieveConversation(id);
    const gone = await target.deleteConversation(id);
    if (!wasAccepted(gone)) return;
    await target.retrieveConversation(id, {
      step: 'after-delete',
      validity: 'invalid',
      violation: inPath('conversation_id', 'the id of a conversation that was not deleted'),
    });
  },
});

const refused = scenario({
  id: 'conversations/refused',
  area: 'conversations',
  title: 'Create a conversation with too many items at once, and a response in an unknown conversation',
  needs: ['conversations'],
  dialects: storingDialects,
  depth: 'standard',
  order: 'invalid',
  cost: { requests: 2, input: 20, output: 64 },
  async run(stage) {
    const { target, prompts } = stage;
    const many = Array.from({ length: 21 }, (_, index) => message('user', `Message ${index + 1}.`));
    await target.createConversation(
      { items: many },
      refusal({
        in: 'body',
        pointer: '/items',
        keyword: 'maxItems',
        expectation: 'at most 20 items',
        level: 'MUST',
      }),
    );
    const turn = await shortTurn(stage, { input: prompts.short });
    await target.create(
      { ...turn, conversation: 'conv_00000000000000000000000000000000000000000000000000' },
      refusal({
        in: 'state',
        pointer: '/conversation',
        keyword: 'unknown-id',
        expectation: 'the id of a conversation that exists',
        level: 'MUST',
      }),
    );
  },
});

function refusal(violation: Violation) {
  return { validity: 'invalid', violation } as const;
}

function inPath(pointer: string, expectation: string): Violation {
  return { in: 'path', pointer, keyword: 'unknown-id', expectation, level: 'MUST' };
}

function resourceId(created: Exchange): string {
  const id = stringAt(created.answer?.json, 'id');
  if (!wasAccepted(created) || id === null || id === '')
    throw new Blocked(
      `${created.id} was answered ${created.answer?.status ?? 'nothing'} and gave no id`,
      created.id,
    );
  return id;
}

function idsIn(listed: Exchange): readonly string[] {
  return arrayAt(listed.answer?.json, 'data').flatMap((item) => stringAt(item as JsonObject, 'id') ?? []);
}

export const conversationScenarios: readonly Scenario[] = [
  newConversation,
  turns,
  filtered,
  items,
  updatedAndDeleted,
  refused,
];
