import { isObject, type JsonObject } from '../../schemas/json.js';
import { alteringResponses, alteringWhen, ignoring, replanning, without } from './building.js';
import type { Defect } from './defect.js';

const area = 'usage';

/** A server that counts otherwise. */
function counting(change: (usage: JsonObject) => JsonObject) {
  return alteringResponses((response) =>
    isObject(response['usage']) ? { ...response, usage: change(response['usage']) } : response,
  );
}

export const usageDefects: readonly Defect[] = [
  {
    name: 'usage-in-chat-names',
    area,
    symptom: 'usage has prompt_tokens and completion_tokens',
    caughtBy: ['RES-USAGE-FIELDS'],
    collateral: 20,
    change: counting(({ input_tokens, output_tokens, ...rest }) => ({
      ...rest,
      prompt_tokens: input_tokens,
      completion_tokens: output_tokens,
    })),
  },
  {
    name: 'usage-with-fractions',
    area,
    symptom: 'token counts are estimates with fractions',
    caughtBy: ['RES-USAGE-FIELDS'],
    collateral: 20,
    change: counting((usage) => ({ ...usage, input_tokens: Number(usage['input_tokens']) + 0.5 })),
  },
  {
    name: 'hm-usage-total-mismatch',
    area,
    symptom: 'total_tokens is not the sum',
    caughtBy: ['RES-USAGE-SUM'],
    change: counting((usage) => ({ ...usage, total_tokens: Number(usage['total_tokens']) + 7 })),
  },
  {
    name: 'reasoning-tokens-missing',
    area,
    symptom: 'the details lack reasoning_tokens and cached_tokens',
    seenIn: 'tingly-dev/tingly-box#971',
    caughtBy: ['RES-USAGE-DETAILS'],
    change: counting((usage) => ({ ...usage, output_tokens_details: {}, input_tokens_details: {} })),
  },
  {
    name: 'usage-details-missing',
    area,
    symptom: 'usage has no details',
    caughtBy: ['RES-USAGE-DETAILS'],
    change: counting((usage) => without(usage, 'input_tokens_details', 'output_tokens_details')),
  },
  {
    name: 'reasoning-not-in-output-tokens',
    area,
    symptom: 'reasoning tokens are counted beside output_tokens, not in it',
    caughtBy: ['RES-USAGE-DETAILS'],
    change: counting((usage) => ({
      ...usage,
      output_tokens_details: { reasoning_tokens: Number(usage['output_tokens']) + 10 },
    })),
  },
  {
    name: 'usage-null-when-completed',
    area,
    symptom: 'completed responses have usage null',
    caughtBy: ['RES-USAGE-NULL'],
    level: 'SHOULD',
    collateral: 30,
    change: alteringWhen('completed', (response) => ({ ...response, usage: null })),
  },
  {
    name: 'usage-while-running',
    area,
    symptom: 'usage is filled with zeros from the start',
    caughtBy: ['RES-USAGE-NULL'],
    level: 'SHOULD',
    change: alteringWhen('in_progress', (response) => ({
      ...response,
      usage: {
        input_tokens: 0,
        input_tokens_details: { cached_tokens: 0 },
        output_tokens: 0,
        output_tokens_details: { reasoning_tokens: 0 },
        total_tokens: 0,
      },
    })),
  },
  {
    name: 'output-not-counted',
    area,
    symptom: 'output tokens are always 0',
    caughtBy: ['USE-OUTPUT-COUNTED'],
    collateral: 20,
    change: replanning((plan) => ({
      ...plan,
      items: plan.items.map((planned) => ({ ...planned, tokens: 0, reasoningTokens: 0 })),
    })),
  },
  {
    name: 'input-count-constant',
    area,
    symptom: 'input_tokens is the same for every request',
    caughtBy: ['USE-INPUT-GROWS'],
    collateral: 30,
    change: replanning((plan) => ({ ...plan, inputTokens: 11, cachedTokens: 0 })),
  },
  {
    name: 'later-parts-dropped',
    area,
    symptom: 'only the first content part of a message reaches the model',
    caughtBy: ['USE-INPUT-GROWS'],
    change: {
      acted: (body) => ({
        ...body,
        ...(Array.isArray(body['input'])
          ? {
              input: body['input'].map((item) =>
                isObject(item) && Array.isArray(item['content'])
                  ? { ...item, content: item['content'].slice(0, 1) }
                  : item,
              ),
            }
          : {}),
      }),
    },
  },
  {
    name: 'instructions-ignored',
    area,
    symptom: 'instructions are accepted, echoed and ignored',
    caughtBy: ['USE-INPUT-GROWS'],
    change: ignoring('instructions'),
  },
  {
    name: 'cached-reasoning-always-zero',
    area,
    symptom: 'cached_tokens and reasoning_tokens are always 0',
    seenIn: 'vllm-project/vllm#23363',
    caughtBy: ['USE-REASONING-COUNTED'],
    level: 'SHOULD',
    change: counting((usage) => ({
      ...usage,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens_details: { reasoning_tokens: 0 },
    })),
  },
];
