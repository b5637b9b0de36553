import type { JsonObject } from '../../../schemas/json.js';
import type { Exchange } from '../../../targets/exchange.js';
import type { Target } from '../../../targets/target.js';
import { scenario } from '../../engine/scenario.js';

/** One plain request, answered with JSON and stored. Other areas go on from it. */
export const plainRequest = scenario<Exchange>({
  id: 'http/plain',
  area: 'http',
  title: 'The plainest request there is: a short string as input',
  needs: [],
  depth: 'smoke',
  cost: { requests: 1, input: 30, output: 40 },
  run: ({ target, prompts }) => target.create({ input: prompts.short }),
});

/** A create body with what the target needs in every request, for requests whose text is written by hand. */
export function withModel(facts: Target, body: JsonObject): JsonObject {
  return { ...facts.requestDefaults, model: facts.model, ...body };
}
