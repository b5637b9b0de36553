import { plain } from '../../create/scenarios/plain.js';
import { idOf } from '../../engine/answers.js';
import { type SendOptions, scenario } from '../../engine/scenario.js';
import { shortened } from './complete-body.js';

/** An id like those that the target gives, which it never gave: its last characters are turned round by some places. */
export function unknownIdLike(id: string): string {
  const turn = (character: string) => {
    const code = character.charCodeAt(0);
    if (code >= 48 && code <= 57) return String.fromCharCode(48 + ((code - 48 + 5) % 10));
    if (code >= 97 && code <= 102) return String.fromCharCode(97 + ((code - 97 + 3) % 6));
    if (code >= 103 && code <= 122) return String.fromCharCode(103 + ((code - 103 + 10) % 20));
    if (code >= 65 && code <= 90) return String.fromCharCode(65 + ((code - 65 + 13) % 26));
    return character;
  };
  const kept = Math.max(0, id.length - 12);
  return id.slice(0, kept) + [...id.slice(kept)].map(turn).join('');
}

const unknownId: SendOptions = {
  validity: 'invalid',
  violation: {
    in: 'path',
    pointer: 'response_id',
    keyword: 'unknown-id',
    expectation: 'the id is to be one that was given out',
    level: 'MUST',
  },
};

/** Asks every lifecycle operation for a response that nobody created. */
export const unknownIds = scenario({
  id: 'errors/unknown-ids',
  area: 'errors',
  title: 'Retrieve, list the input of, cancel and delete a response that does not exist',
  needs: ['state'],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  depth: 'standard',
  order: 'invalid',
  after: [plain],
  cost: { requests: 4, input: 0, output: 0 },
  run: async (stage) => {
    const id = unknownIdLike(idOf(await stage.use(plain)));
    await stage.target.retrieve(id, unknownId);
    if (await stage.offers('input-items')) await stage.case(2).inputItems(id, unknownId);
    if (await stage.offers('cancel')) await stage.case(3).cancel(id, unknownId);
    if (await stage.offers('delete')) await stage.case(4).delete(id, unknownId);
  },
});

/** Asks for a model that does not exist, in both modes. */
export const unknownModel = scenario({
  id: 'errors/unknown-model',
  area: 'errors',
  title: 'A model that does not exist, with and without stream',
  needs: [],
  depth: 'standard',
  order: 'invalid',
  cost: { requests: 2, input: 0, output: 0 },
  run: async (stage) => {
    const body = await shortened(stage, { model: 'no-such-model-7f3a', input: 'Hello' });
    const violation = {
      in: 'state',
      pointer: '/model',
      keyword: 'unknown-model',
      expectation: 'the model is to be one that is served',
      level: 'MUST',
    } as const;
    const original = await stage.target.create(body, { validity: 'invalid', violation });
    if (!(await stage.offers('streaming'))) return;
    await stage
      .case(2)
      .create(
        { ...body, stream: true },
        { validity: 'invalid', violation, twinOf: original.id, twin: 'stream' },
      );
  },
});

/** Routes and methods that the contract does not have. */
export const unknownRoutes = scenario({
  id: 'errors/unknown-routes',
  area: 'errors',
  title: 'A route that does not exist, and a method that the route does not have',
  needs: [],
  depth: 'standard',
  order: 'invalid',
  cost: { requests: 2, input: 0, output: 0 },
  run: async (stage) => {
    await stage.target.send(
      { method: 'GET', path: '/no-such-route' },
      {
        validity: 'invalid',
        violation: {
          in: 'path',
          pointer: 'route',
          keyword: 'unknown-route',
          expectation: 'the route is to be one of the contract',
          level: 'SHOULD',
        },
      },
    );
    await stage.case(2).send(
      { method: 'PUT', path: '/responses', body: '{}' },
      {
        validity: 'invalid',
        violation: {
          in: 'path',
          pointer: 'method',
          keyword: 'unknown-method',
          expectation: 'the method is to be one that the route has',
          level: 'SHOULD',
        },
      },
    );
  },
});
