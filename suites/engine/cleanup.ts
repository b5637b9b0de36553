import { isObject, stringAt } from '../../schemas/json.js';
import type { Exchange } from '../../targets/exchange.js';
import { wasAccepted } from './answers.js';
import type { Requests } from './scenario.js';
import type { ExchangeView } from './view.js';

/** Remembers what a run has created on the target, so that it can be taken away again. */
export interface Traces {
  readonly take: (view: ExchangeView) => void;
  /** Cancels what still runs and deletes what is still there. Answers are not judged: tidying up is no evidence. */
  readonly cleanUp: (requests: Requests) => Promise<void>;
  readonly left: () => number;
}

/** Starts remembering. */
export function startTraces(): Traces {
  const responses = new Map<string, 'stored' | 'running'>();
  const conversations = new Set<string>();

  return {
    take: (view) => {
      const { exchange } = view;
      if (!view.accepted || exchange.intent.user !== 'first') return;
      const id = decodeURIComponent(exchange.request.path.split('/')[2] ?? '');
      if (exchange.operation === 'create-response' && view.body?.['store'] !== false) {
        const shown = view.response ?? view.responses[0];
        const created = stringAt(shown?.value, 'id');
        const status = stringAt(shown?.value, 'status');
        if (created !== null) responses.set(created, running.has(status ?? '') ? 'running' : 'stored');
      }
      if (exchange.operation === 'delete-response') responses.delete(id);
      if (exchange.operation === 'create-conversation') {
        const created = isObject(view.answer?.json) ? stringAt(view.answer.json, 'id') : null;
        if (created !== null) conversations.add(created);
      }
      if (exchange.operation === 'delete-conversation') conversations.delete(id);
    },
    cleanUp: async (requests) => {
      const removals = [
        [...responses].map(([id, state]) => async () => {
          if (state === 'running') await requests.cancel(id);
          return requests.delete(id);
        }),
        [...conversations].map((id) => () => requests.deleteConversation(id)),
      ];
      responses.clear();
      conversations.clear();
      await Promise.all(removals.map(removeAll));
    },
    left: () => responses.size + conversations.size,
  };
}

/** So many failures from the first one on show that nothing can be taken away here. */
const enoughFailures = 3;

// The first few tell whether the target removes anything at all; it is not pestered with the rest where it does not.
async function removeAll(removals: readonly (() => Promise<Exchange>)[]): Promise<void> {
  for (const [index, remove] of removals.entries()) {
    if (wasAccepted(await remove())) {
      // The answers are let go as they come: a long run has thousands to take away.
      await Promise.all(removals.slice(index + 1).map((next) => next().then(() => undefined)));
      return;
    }
    if (index + 1 === enoughFailures) return;
  }
}

const running: ReadonlySet<string> = new Set(['queued', 'in_progress']);
