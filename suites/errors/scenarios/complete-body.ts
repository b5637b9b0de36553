import type { JsonObject } from '../../../schemas/json.js';
import type { Target } from '../../../targets/target.js';

/** A create body with what the target needs in every request, for requests whose text is written by hand. */
export function withModel(facts: Pick<Target, 'model' | 'requestDefaults'>, body: JsonObject): JsonObject {
  return { ...facts.requestDefaults, model: facts.model, ...body };
}
