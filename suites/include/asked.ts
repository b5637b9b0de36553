import { arrayAt } from '../../schemas/json.js';
import type { ExchangeView } from '../engine/view.js';

/** Whether the request asks for this output data: by `include` in its body, or in the query of a GET. */
export function asksToInclude(view: ExchangeView, value: string): boolean {
  if (arrayAt(view.body ?? {}, 'include').includes(value)) return true;
  return view.exchange.request.query.some(
    ([name, asked]) => (name === 'include' || name === 'include[]') && asked.split(',').includes(value),
  );
}
