import { alteringItems, replanning } from '../defects/building.js';
import type { Oddity } from '../defects/defect.js';

export const toolsOddities: readonly Oddity[] = [
  {
    name: 'words before a call',
    permitted: 'length and order of output are the model’s (contract, RES-OUTPUT-ORDER)',
    change: replanning((plan, { ordinal }) =>
      plan.outcome === 'completed' && plan.items.some(({ item }) => item['type'] === 'function_call')
        ? {
            ...plan,
            items: [
              {
                item: {
                  id: `msg_before_${ordinal}`,
                  type: 'message',
                  role: 'assistant',
                  status: 'completed',
                  content: [{ type: 'output_text', text: 'One moment.', annotations: [], logprobs: [] }],
                },
                tokens: 3,
                reasoningTokens: 0,
              },
              ...plan.items,
            ],
          }
        : plan,
    ),
  },
  {
    name: 'call ids of another form',
    permitted: 'ids are opaque',
    change: alteringItems('function_call', (item, index, { ordinal }) => ({
      ...item,
      call_id: `chatcmpl-tool-${String(ordinal * 100 + index).padStart(8, '0')}`,
    })),
  },
  {
    name: 'arguments with white space',
    permitted: 'any JSON text will do',
    change: alteringItems('function_call', (item) => ({
      ...item,
      arguments: JSON.stringify(JSON.parse(String(item['arguments'])), null, 2),
    })),
  },
];
