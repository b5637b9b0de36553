import { isObject, stringAt } from '../../schemas/json.js';
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
      const work = [...responses].map(async ([id, state]) => {
        if (state === 'running') await requests.cancel(id);
        await requests.delete(id);
      });
      const removal = [...conversations].map((id) => requests.deleteConversation(id));
      responses.clear();
      conversations.clear();
      await Promise.all([...work, ...removal]);
    },
    left: () => responses.size + conversations.size,
  };
}

const running: ReadonlySet<string> = new Set(['queued', 'in_progress']);
