import type { Intent } from '../../targets/exchange.js';
import { otherForm } from '../../targets/key-forms.js';
import { plain } from '../create/scenarios/plain.js';
import { idOf, responseOf } from '../engine/answers.js';
import { NotSent, type SendOptions, scenario } from '../engine/scenario.js';

/** A request that is right in everything but its credentials. */
function sentAs(user: Extract<Intent['user'], 'none' | 'wrong' | 'empty'>): SendOptions {
  return {
    user,
    validity: 'invalid',
    violation: {
      in: 'header',
      pointer: 'authorization',
      keyword: 'unauthenticated',
      expectation: 'the request is to carry a key that was given out',
      level: 'MUST',
    },
  };
}

/** Creates with a wrong key: the commonest mistake. */
export const wrongKey = scenario({
  id: 'auth/wrong-key',
  area: 'auth',
  title: 'Create with a key that nobody was given',
  needs: ['auth'],
  depth: 'smoke',
  order: 'invalid',
  cost: { requests: 1, input: 0, output: 0 },
  run: (stage) => stage.target.create({ input: stage.prompts.short }, sentAs('wrong')),
});

/** Creates without a key and with an empty one, in both modes. */
export const noKey = scenario({
  id: 'auth/no-key',
  area: 'auth',
  title: 'Create without a key, with an empty key, and streamed without a key',
  needs: ['auth'],
  depth: 'standard',
  order: 'invalid',
  after: [wrongKey],
  cost: { requests: 4, input: 0, output: 0 },
  run: async (stage) => {
    const body = { input: stage.prompts.short };
    const json = await stage.target.create(body, sentAs('none'));
    await stage.case(2).create(body, sentAs('empty'));
    if (!(await stage.offers('streaming'))) return;
    await stage
      .case(3)
      .create({ ...body, stream: true }, { ...sentAs('none'), twinOf: json.id, twin: 'stream' });
    const wrong = await stage.use(wrongKey);
    await stage
      .case(4)
      .create({ ...body, stream: true }, { ...sentAs('wrong'), twinOf: wrong.id, twin: 'stream' });
  },
});

/** Retrieves a stored response with a wrong key: one request, in every run. */
export const lifecycleWrongKey = scenario({
  id: 'auth/lifecycle-wrong-key',
  area: 'auth',
  title: 'Retrieve a stored response with a wrong key',
  needs: ['auth', 'state'],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  depth: 'smoke',
  order: 'invalid',
  after: [plain],
  cost: { requests: 1, input: 0, output: 0 },
  run: async (stage) => stage.target.retrieve(idOf(await stage.use(plain)), sentAs('wrong')),
});

/** The other lifecycle operations without a key, and the one that destroys last. */
export const lifecycleNoKey = scenario({
  id: 'auth/lifecycle-no-key',
  area: 'auth',
  title: 'Retrieve, list the input of, cancel and delete a stored response without a key',
  needs: ['auth', 'state'],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  depth: 'standard',
  order: 'invalid',
  after: [plain],
  cost: { requests: 4, input: 0, output: 0 },
  run: async (stage) => {
    const id = idOf(await stage.use(plain));
    await stage.target.retrieve(id, sentAs('none'));
    if (await stage.offers('input-items')) await stage.case(2).inputItems(id, sentAs('none'));
    if (await stage.offers('cancel')) await stage.case(3).cancel(id, sentAs('none'));
    if (await stage.offers('delete')) await stage.case(4).delete(id, sentAs('wrong'));
  },
});

/** Operations beside those on responses. */
export const neighboursNoKey = scenario({
  id: 'auth/neighbours-no-key',
  area: 'auth',
  title: 'Open a conversation without a key, and count tokens with a wrong one',
  needs: ['auth'],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  depth: 'standard',
  order: 'invalid',
  cost: { requests: 2, input: 0, output: 0 },
  run: async (stage) => {
    if (await stage.offers('conversations')) await stage.target.createConversation({}, sentAs('none'));
    const counts = stage.dialect.wire.operations.includes('count-input-tokens');
    if (counts && (await stage.offers('input-tokens'))) {
      await stage.case(2).countInputTokens({ input: stage.prompts.short }, sentAs('wrong'));
    }
  },
});

/** The target's own key, and a wrong one, in the header that is not configured. */
export const keyForms = scenario({
  id: 'auth/key-forms',
  area: 'auth',
  title:
    'Create with the key in the other header of the dialect (api-key or Authorization), then with a wrong one',
  needs: ['auth'],
  dialects: ['azure-openai', 'azure-foundry'],
  depth: 'standard',
  order: 'invalid',
  after: [plain],
  cost: { requests: 2, input: 20, output: 60 },
  run: async (stage) => {
    const { oneKeyForm } = stage.facts;
    const keyForm = otherForm(stage.facts);
    if (keyForm === null) throw new NotSent('no key is configured that could go in another header');
    if (oneKeyForm !== undefined) throw new NotSent(oneKeyForm);
    // What is not served in the configured form says nothing about the other one.
    responseOf(await stage.use(plain));
    const body = { input: stage.prompts.short };
    await stage.target.create(body, { keyForm, validity: 'unknown' });
    await stage.case(2).create(body, { ...sentAs('wrong'), keyForm });
  },
});

/** A key that the target knows and that may do nothing, where one is configured. */
export const forbiddenKey = scenario({
  id: 'auth/forbidden',
  area: 'auth',
  title: 'Create, and retrieve the response of another key, with a key that has no permission',
  needs: ['auth'],
  depth: 'standard',
  order: 'invalid',
  after: [plain],
  cost: { requests: 2, input: 0, output: 0 },
  run: async (stage) => {
    if (stage.facts.hasForbiddenKey !== true) {
      throw new NotSent('no key without permission is known: give one in RESPONSES_API_KEY_FORBIDDEN');
    }
    const asForbidden: SendOptions = {
      user: 'forbidden',
      validity: 'invalid',
      violation: {
        in: 'header',
        pointer: 'authorization',
        keyword: 'forbidden',
        expectation: 'the key is to have the permission that the operation needs',
        level: 'MUST',
      },
    };
    await stage.target.create({ input: stage.prompts.short }, asForbidden);
    if (stage.dialect.wire.operations.includes('retrieve-response') && (await stage.offers('state'))) {
      await stage.case(2).retrieve(idOf(await stage.use(plain)), asForbidden);
    }
  },
});
