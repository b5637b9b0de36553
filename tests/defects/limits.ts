import { isObject, type JsonObject, numberAt } from '../../schemas/json.js';
import { invalid } from '../../targets/reference/index.js';
import { lettingThrough } from './answering.js';
import type { Defect } from './defect.js';

export const limitsDefects: readonly Defect[] = [
  {
    name: 'max-output-tokens-ignored',
    area: 'limits',
    symptom: 'max_output_tokens is echoed and not obeyed.',
    seenIn: 'llamastack/llama-stack#3562',
    caughtBy: ['LIM-MAXTOK-KEPT'],
    change: { acted: ({ max_output_tokens: _, ...body }) => body },
  },
  {
    name: 'incomplete-reported-completed',
    area: 'limits',
    symptom: 'Output that was cut by max_output_tokens is reported as completed.',
    seenIn: 'jundot/omlx#2817',
    caughtBy: ['RES-MAXTOK-INCOMPLETE'],
    change: {
      plan: (plan) =>
        plan.outcome === 'incomplete' ? { ...plan, outcome: 'completed', incompleteReason: null } : plan,
    },
  },
  {
    name: 'cut-for-another-reason',
    area: 'limits',
    symptom: 'Output that was cut by max_output_tokens is put down to the content filter.',
    caughtBy: ['RES-MAXTOK-INCOMPLETE'],
    change: {
      plan: (plan) =>
        plan.incompleteReason === 'max_output_tokens'
          ? { ...plan, incompleteReason: 'content_filter' }
          : plan,
    },
  },
  {
    name: 'limit-ignored-usage-capped',
    area: 'limits',
    symptom: 'max_output_tokens is not obeyed, and usage says that it was.',
    caughtBy: ['LIM-MAXTOK-KEPT'],
    change: {
      acted: ({ max_output_tokens: _, ...body }) => body,
      response: (response, _, { body }) => withOutputTokens(response, limitOf(body), Math.min),
    },
  },
  {
    name: 'cut-call-left-out',
    area: 'limits',
    symptom: 'A forced tool call that does not fit is left out of a response that counts as completed.',
    caughtBy: ['RES-MAXTOK-INCOMPLETE'],
    change: {
      response: (response, _, { body }) =>
        body?.['tool_choice'] === 'required' && limitOf(body) !== null && response['status'] === 'completed'
          ? { ...withOutputTokens(response, limitOf(body), Math.max), output: [] }
          : response,
    },
  },
  {
    name: 'hm-metadata-key-65',
    area: 'limits',
    symptom: 'Metadata keys of more than 64 characters are accepted.',
    caughtBy: ['REQ-METADATA-LIMITS'],
    change: lettingThrough(
      (fault, { body }) =>
        (fault.param ?? '').startsWith('metadata') &&
        isObject(body?.['metadata']) &&
        Object.keys(body['metadata']).some((key) => key.length > 64),
    ),
  },
  {
    name: 'metadata-pairs-unlimited',
    area: 'limits',
    symptom: 'Any number of metadata pairs is accepted.',
    caughtBy: ['REQ-METADATA-LIMITS'],
    change: lettingThrough(
      (fault, { body }) =>
        fault.param === 'metadata' &&
        isObject(body?.['metadata']) &&
        Object.keys(body['metadata']).length > 16,
    ),
  },
  {
    name: 'safety-identifier-unlimited',
    area: 'limits',
    symptom: 'A safety_identifier of any length is accepted.',
    caughtBy: ['REQ-SAFETYID-LEN'],
    change: lettingThrough((fault) => fault.param === 'safety_identifier'),
  },
  {
    name: 'context-management-unchecked',
    area: 'limits',
    symptom: 'Any context_management entry is accepted.',
    caughtBy: ['REQ-CTXMGMT-TYPE'],
    change: lettingThrough((fault) => (fault.param ?? '').startsWith('context_management')),
  },
  {
    name: 'bound-excluded',
    area: 'limits',
    symptom: 'max_output_tokens has to be greater than 16, not at least 16.',
    caughtBy: ['LIM-BOUNDS-INCLUSIVE'],
    collateral: 20,
    change: {
      fault: (fault, stage, { body }) =>
        fault === null && stage === 'validate' && body?.['max_output_tokens'] === 16
          ? invalid('max_output_tokens', "Invalid 'max_output_tokens': expected a value > 16.")
          : fault,
    },
  },
];

function limitOf(body: JsonObject | null): number | null {
  return numberAt(body ?? undefined, 'max_output_tokens');
}

function withOutputTokens(
  response: JsonObject,
  limit: number | null,
  choose: (generated: number, limit: number) => number,
): JsonObject {
  const { usage } = response;
  if (!isObject(usage) || limit === null) return response;
  const output = choose(Number(usage['output_tokens']), limit);
  const total = Number(usage['input_tokens']) + output;
  return { ...response, usage: { ...usage, output_tokens: output, total_tokens: total } };
}
