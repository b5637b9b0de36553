import { numberAt, objectAt } from '../../schemas/json.js';
import type { Exchange } from '../../targets/exchange.js';

/** Adds up what exchanges have cost: requests, tokens, time. */
export function startCost() {
  let requests = 0;
  let inputTokens = 0;
  let outputTokens = 0;
  let serviceMs = 0;
  return {
    /** Adds an exchange and gives the tokens it has cost. */
    take: (response: Parameters<typeof objectAt>[0], exchange: Exchange): number => {
      const usage = exchange.operation === 'create-response' ? objectAt(response, 'usage') : null;
      const input = numberAt(usage ?? undefined, 'input_tokens') ?? 0;
      const output = numberAt(usage ?? undefined, 'output_tokens') ?? 0;
      requests += 1 + exchange.waitedOut.length;
      inputTokens += input;
      outputTokens += output;
      serviceMs += exchange.timing.totalMs ?? 0;
      return input + output;
    },
    /** Adds what tidying up has cost: its time is service time, yet its requests are no part of the plan. */
    tidied: ({ timing }: Exchange) => {
      serviceMs += timing.totalMs ?? 0;
    },
    tokens: () => inputTokens + outputTokens,
    all: () => ({ requests, inputTokens, outputTokens, serviceMs: Math.round(serviceMs) }),
  };
}
