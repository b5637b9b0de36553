import { stringAt } from '../../schemas/json.js';
import type { Operation } from '../../targets/exchange.js';
import type { Fact } from '../engine/judge.js';
import type { ExchangeView } from '../engine/view.js';
import { bySending } from '../state/sending-order.js';

/** What one look at a response says of its state. */
export interface Look {
  readonly operation: Operation;
  readonly step: string | null;
  readonly background: boolean;
  /** ISO date of sending: looks are put in this order, whichever scenario took them. */
  readonly at: string;
  readonly status: number;
  /** `status` of the Response object; null where the answer has none. */
  readonly state: string | null;
  /** How long the scenario has been waiting for the end, in milliseconds, where this was its last try. */
  readonly waited: number | null;
  readonly valid: boolean;
}

const looking: ReadonlySet<Operation> = new Set(['create-response', 'retrieve-response', 'cancel-response']);

/** Reads a look at a response from an exchange, keyed by its id. */
export function pickLook(view: ExchangeView): readonly { readonly key: string; readonly fact: Look }[] {
  const { exchange, answer, body } = view;
  if (answer === null || !looking.has(exchange.operation)) return [];
  // A resumed stream replays the past: its states are no news.
  if (exchange.operation === 'retrieve-response' && view.streamed) return [];
  const response = view.response?.value ?? view.responses[0]?.value;
  const created = exchange.operation === 'create-response';
  const id = created ? stringAt(response, 'id') : exchange.request.path.split('/')[2];
  if (id === null || id === undefined) return [];
  const { waited } = exchange.intent.notes;
  return [
    {
      key: id,
      fact: {
        operation: exchange.operation,
        step: exchange.intent.step,
        background: body?.['background'] === true,
        at: exchange.timing.startedAt,
        status: answer.status,
        state: view.accepted ? stringAt(response, 'status') : null,
        waited: typeof waited === 'number' ? waited : null,
        valid: exchange.intent.validity === 'valid',
      },
    },
  ];
}

/** The looks at one response in the order in which they were taken. */
export function inOrder(looks: readonly Fact<Look>[]): readonly Fact<Look>[] {
  return looks.toSorted(bySending);
}

/** Whether the response was created in the background. */
export function isBackground(looks: readonly Fact<Look>[]): boolean {
  return looks.some(({ fact }) => fact.operation === 'create-response' && fact.background);
}
