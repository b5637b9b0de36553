import { stringAt } from '../../schemas/json.js';
import { plain } from '../create/scenarios/plain.js';
import { idOf } from '../engine/answers.js';
import { Blocked, NotSent, type SendOptions, scenario } from '../engine/scenario.js';

const foreignId: SendOptions = {
  validity: 'invalid',
  violation: {
    in: 'state',
    pointer: 'response_id',
    keyword: 'foreign-id',
    expectation: 'the id is to belong to the user who asks',
    level: 'MUST',
  },
};

const asAnother: SendOptions = { ...foreignId, user: 'second' };

/** One user creates; another retrieves. */
export const foreignRetrieve = scenario({
  id: 'isolation/retrieve',
  area: 'isolation',
  title: 'One user creates a response, another retrieves it',
  needs: ['isolation', 'state'],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  depth: 'smoke',
  after: [plain],
  cost: { requests: 1, input: 0, output: 0 },
  run: async (stage) => {
    const id = idOf(await stage.use(plain));
    await stage.target.retrieve(id, asAnother);
    return id;
  },
});

/** Another user lists the input, continues and deletes. */
export const foreignUse = scenario({
  id: 'isolation/use',
  area: 'isolation',
  title: 'Another user lists the input of a response, continues it and deletes it',
  needs: ['isolation', 'state'],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  depth: 'standard',
  order: 'invalid',
  after: [foreignRetrieve],
  cost: { requests: 4, input: 60, output: 40 },
  run: async (stage) => {
    const id = await stage.use(foreignRetrieve);
    if (await stage.offers('input-items')) await stage.case(2).inputItems(id, asAnother);
    if (await stage.offers('previous-response')) {
      await stage.case(3).create({ input: stage.prompts.short, previous_response_id: id }, asAnother);
    }
    if (await stage.offers('delete')) {
      await stage.target.delete(id, { ...asAnother, step: 'foreign-delete' });
      await stage.target.retrieve(id, { step: 'after-foreign-delete' });
    }
  },
});

/** One user opens a conversation; another retrieves it. */
export const foreignConversation = scenario({
  id: 'isolation/conversation',
  area: 'isolation',
  title: 'One user opens a conversation, another retrieves it',
  needs: ['isolation', 'conversations'],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  depth: 'standard',
  cost: { requests: 2, input: 0, output: 0 },
  run: async (stage) => {
    const opened = await stage.target.createConversation({});
    const id = stringAt(opened.answer?.json, 'id');
    if (id === null) throw new Blocked('the conversation that was to be shown has no id', opened.id);
    await stage.target.retrieveConversation(id, asAnother);
  },
});

/** Two end users behind one credential, told apart by the header of the dialect. */
export const endUsers = scenario({
  id: 'isolation/end-users',
  area: 'isolation',
  title: 'One end user creates a response, another behind the same credential retrieves it',
  needs: ['isolation', 'state'],
  dialects: ['azure-foundry'],
  depth: 'standard',
  order: 'invalid',
  cost: { requests: 2, input: 30, output: 40 },
  run: async (stage) => {
    const header = stage.dialect.wire.isolationHeader;
    if (header === null) throw new NotSent(`${stage.dialect.title} has no header for end users`);
    const created = await stage.target.create(
      { input: stage.prompts.short },
      { headers: [[header, 'conformance-end-user-one']] },
    );
    await stage.target.retrieve(idOf(created), {
      ...foreignId,
      headers: [[header, 'conformance-end-user-two']],
      notes: { endUser: 'second' },
    });
  },
});
