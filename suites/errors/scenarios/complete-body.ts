import type { JsonObject } from '../../../schemas/json.js';
import type { Target } from '../../../targets/target.js';
import type { Stage } from '../../engine/scenario.js';

/** A create body with what the target needs in every request, for requests whose text is written by hand. */
export function withModel(facts: Pick<Target, 'model' | 'requestDefaults'>, body: JsonObject): JsonObject {
  return { ...facts.requestDefaults, model: facts.model, ...body };
}

/**
 * The body with the smallest max_output_tokens, where the target offers that and the body does not speak of it itself:
 * a server that answers what it should refuse must not write a novel.
 */
export async function shortened(stage: Pick<Stage, 'offers'>, body: JsonObject): Promise<JsonObject> {
  if ('max_output_tokens' in body || !(await stage.offers('max-output-tokens'))) return body;
  return { ...body, max_output_tokens: 16 };
}
