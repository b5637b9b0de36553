import { alteringItems, alteringResponses, ignoring } from './building.js';
import type { Defect } from './defect.js';

export const sdkDefects: readonly Defect[] = [
  {
    name: 'output-null',
    area: 'sdk',
    symptom: 'output is null instead of a list.',
    caughtBy: ['SDK-CREATE'],
    collateral: 40,
    change: alteringResponses((response, { operation }) =>
      operation === 'create-response' ? { ...response, output: null } : response,
    ),
  },
  {
    name: 'sdk-no-created-event',
    area: 'sdk',
    symptom: 'Streams begin without response.created.',
    caughtBy: ['SDK-STREAM'],
    collateral: 12,
    change: { events: (events) => events.filter(({ type }) => type !== 'response.created') },
  },
  {
    name: 'sdk-format-ignored',
    area: 'sdk',
    symptom: 'text.format is accepted, echoed and ignored.',
    caughtBy: ['SDK-PARSE'],
    collateral: 12,
    change: ignoring('text'),
  },
  {
    name: 'sdk-arguments-broken',
    area: 'sdk',
    symptom: 'The arguments of calls are not JSON.',
    caughtBy: ['SDK-TOOLS'],
    collateral: 16,
    change: alteringItems('function_call', (item) => ({
      ...item,
      arguments: `${String(item['arguments'])}}`,
    })),
  },
];
