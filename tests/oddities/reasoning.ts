import { alteringItems, alteringResponses, replanning } from '../defects/building.js';
import type { Oddity } from '../defects/defect.js';

export const reasoningOddities: readonly Oddity[] = [
  {
    name: 'settings of its own in reasoning',
    permitted: 'recorded: context and mode are filled in',
    change: alteringResponses((response) => ({
      ...response,
      reasoning: {
        context: 'current_turn',
        mode: 'standard',
        effort: null,
        summary: null,
        ...(typeof response['reasoning'] === 'object' ? response['reasoning'] : {}),
      },
    })),
  },
  {
    name: 'reasoning items with a status',
    permitted: 'status is optional there',
    change: alteringItems('reasoning', (item) => ({ ...item, status: 'completed' })),
  },
  {
    name: 'two reasoning items in a row',
    permitted: 'length and order of output are the model’s',
    change: replanning((plan, { ordinal }) => ({
      ...plan,
      items: plan.items.flatMap((planned) =>
        planned.item['type'] === 'reasoning' && plan.outcome === 'completed'
          ? [
              planned,
              {
                ...planned,
                tokens: 0,
                reasoningTokens: 0,
                item: { ...planned.item, id: `rs_more_${ordinal}` },
              },
            ]
          : [planned],
      ),
    })),
  },
];
