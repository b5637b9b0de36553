import { NotSent, scenario } from '../../engine/scenario.js';

/** HEAD and OPTIONS on the route that every client knows. */
export const quietMethods = scenario({
  id: 'http/quiet-methods',
  area: 'http',
  title: 'HEAD and OPTIONS, which proxies and browsers send unasked',
  needs: [],
  depth: 'standard',
  order: 'invalid',
  cost: { requests: 2, input: 0, output: 0 },
  run: async (stage) => {
    await stage.target.send(
      { method: 'OPTIONS', path: '/responses' },
      { validity: 'unknown', step: 'options' },
    );
    await stage.target.send({ method: 'HEAD', path: '/responses' }, { validity: 'unknown', step: 'head' });
  },
});

/** A request that is sure to be throttled, where the target has a model for that. */
export const throttledRequest = scenario({
  id: 'http/throttled',
  area: 'http',
  title: 'A request to a model that always answers 429',
  needs: [],
  depth: 'standard',
  order: 'invalid',
  cost: { requests: 1, input: 0, output: 0 },
  run: async (stage) => {
    const model = stage.facts.throttledModel ?? null;
    if (model === null) throw new NotSent('the target names no model that always answers 429');
    await stage.target.create({ model, input: stage.prompts.short }, { waitOut: false, validity: 'unknown' });
  },
});
