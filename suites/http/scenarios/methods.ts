import { scenario } from '../../engine/scenario.js';

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
