import { numberAt, objectAt } from '../../schemas/json.js';
import type { ExchangeView } from '../engine/view.js';

/**
 * Whether the answer ended because its tokens were used up. Some servers call that completed: what they then leave
 * unsaid is one fault, for the rules about limits to find, and not another one.
 */
export function wasCut(view: ExchangeView): boolean {
  const limit = numberAt(view.body ?? {}, 'max_output_tokens');
  const used = numberAt(objectAt(view.response?.value, 'usage'), 'output_tokens');
  return (
    view.response?.value['status'] === 'incomplete' || (limit !== null && used !== null && used >= limit)
  );
}
