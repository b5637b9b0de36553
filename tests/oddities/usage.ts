import { isObject } from '../../schemas/json.js';
import { alteringResponses, alteringWhen, replanning, without } from '../defects/building.js';
import type { Oddity } from '../defects/defect.js';

export const usageOddities: readonly Oddity[] = [
  {
    name: 'further counts in usage',
    permitted: 'unknown members are allowed',
    change: alteringResponses((response) =>
      isObject(response['usage'])
        ? { ...response, usage: { ...response['usage'], cost: 0.01, input_audio_tokens: 0 } }
        : response,
    ),
  },
  {
    name: 'no usage member while running',
    permitted: 'usage is optional',
    change: alteringWhen('in_progress', (response) => without(response, 'usage')),
  },
  {
    name: 'much of the input cached',
    permitted: 'cached tokens are part of the input tokens',
    change: replanning((plan) => ({ ...plan, cachedTokens: plan.inputTokens })),
  },
];
