import { arrayAt, isObject, type JsonObject, objectsAt, stringAt } from '../../schemas/json.js';
import { exchanges, finalResponses, toBeRefused } from '../engine/judges.js';
import { type Rule, rule } from '../engine/rule.js';
import { isVerdict } from '../engine/status.js';
import type { ExchangeView } from '../engine/view.js';
import { isCompaction } from './items.js';

const common = {
  area: 'compact',
  needs: ['compact'],
  dialects: ['openai', 'azure-foundry', 'open-responses'],
} as const;

const shape = rule({
  ...common,
  id: 'CMP-SHAPE',
  level: 'MUST',
  basis: 'schema',
  title: 'Compacting answers with a response.compaction object: id, created_at, output and usage',
  source: { dialect: 'openai', section: 'CompactResource', note: 'id, object, output, created_at, usage' },
  why: 'Clients take the output as their next input; without it the conversation is lost.',
  fix: 'Answer {"id": ..., "object": "response.compaction", "created_at": ..., "output": [...], "usage": {...}}.',
  judge: exchanges({
    of: ['compact-response'],
    given: (view) => view.accepted,
    check: (view, report) => {
      for (const violation of view.violations('CompactedResponse', view.answer?.json ?? null)) {
        report({
          pointer: violation.pointer,
          message: `The compaction does not fit its schema: ${violation.expected}.`,
          expected: violation.expected,
          keyword: violation.keyword,
          cause: violation.schemaPath,
        });
      }
    },
  }),
});

const modelRequired = rule({
  ...common,
  id: 'CMP-MODEL',
  level: 'MUST',
  basis: 'schema',
  title: 'A compaction without model is refused',
  source: { dialect: 'openai', section: 'CompactResponseMethodPublicBody', note: 'model is required' },
  why: 'A misspelt member silently compacts with some other model.',
  fix: 'Answer 400 with param model.',
  judge: toBeRefused({
    given: ({ exchange }) =>
      exchange.operation === 'compact-response' && exchange.intent.violation?.pointer === '/model',
    message: (status) => `A compaction without model was answered ${status}.`,
  }),
});

const endsWithItem = rule({
  ...common,
  id: 'CMP-ITEM',
  level: 'SHOULD',
  basis: 'example',
  title:
    'The compacted output keeps what users said and ends with a compaction item that carries encrypted_content',
  source: {
    dialect: 'openai',
    section: 'POST /responses/compact',
    note: 'user messages, then one compaction item',
  },
  why: 'Clients look for the item that stands for the rest; without it the model forgets.',
  fix: 'Put the user messages first and end output with {"type": "compaction", "encrypted_content": "..."}.',
  judge: exchanges({
    of: ['compact-response'],
    given: ({ accepted, answer }) =>
      accepted && isObject(answer?.json) && Array.isArray(answer.json['output']),
    check: ({ answer, body }, report) => {
      const output = objectsAt(answer?.json, 'output').map(({ value }) => value);
      const last = output.at(-1);
      if (last === undefined || !isCompaction(last)) {
        report({
          pointer: `/output/${Math.max(0, output.length - 1)}`,
          message: 'The output does not end with a compaction item that carries encrypted_content.',
          expected: 'compaction',
          actual: last?.['type'] ?? null,
        });
      }
      const sent = usersIn(objectsAt(body ?? undefined, 'input').map(({ value }) => value));
      const kept = usersIn(output);
      if (kept < sent)
        report({
          pointer: '/output',
          message: 'Messages of the user are missing from the compacted output.',
          expected: sent,
          actual: kept,
        });
    },
  }),
});

const isNoResponse = rule({
  ...common,
  id: 'CMP-NOT-PREV',
  level: 'MUST',
  basis: 'prose',
  title: 'The id of a compaction is refused as previous_response_id',
  source: {
    dialect: 'open-responses',
    section: 'compact',
    note: 'its output becomes the next input; it is no response',
  },
  needs: ['compact', 'previous-response'],
  why: 'The turn runs without any history, and nobody notices.',
  fix: 'Keep compactions apart from responses; answer previous_response_not_found.',
  judge: toBeRefused({
    given: ({ exchange }) => exchange.intent.violation?.keyword === 'compaction-id',
    message: (status) => `The id of a compaction, given as previous_response_id, was answered ${status}.`,
  }),
});

const becomesInput = rule({
  ...common,
  id: 'CMP-INPUT',
  level: 'MUST',
  basis: 'prose',
  title: 'The output of a compaction is accepted unchanged as the next input',
  source: { dialect: 'open-responses', section: 'compact', note: 'its output becomes the next input' },
  why: 'A compacted conversation cannot be continued.',
  fix: 'Accept compaction items, with id and encrypted_content as they were given out, wherever input items are accepted.',
  judge: exchanges({
    of: ['create-response'],
    given: ({ exchange, status }) => exchange.intent.step === 'after-compaction' && isVerdict(status),
    check: ({ accepted, error, status }, report) => {
      if (accepted) return;
      report({
        pointer: '/status',
        message: `The output of a compaction, given as input, was answered ${status}.`,
        expected: 200,
        actual: error?.value ?? status,
      });
    },
  }),
});

const triggered = rule({
  ...common,
  id: 'CMP-TRIGGER',
  level: 'SHOULD',
  basis: 'inferred',
  dialects: ['openai'],
  title:
    'A compaction_trigger at the end of the input gives a compaction item in the final output, streamed or not',
  source: {
    dialect: 'openai',
    section: 'CompactionTriggerItemParam',
    note: 'asks for a compaction of the context',
  },
  why: 'Clients that compact in the course of a conversation find nothing to go on with.',
  fix: 'Make the compaction item an output item like any other: added, done, and part of the final output.',
  judge: finalResponses({
    of: ['create-response'],
    given: ({ value }, view) =>
      view.exchange.intent.validity === 'valid' &&
      triggerAt(view) === 'last' &&
      value['status'] === 'completed',
    check: ({ value, pointer }, report) => {
      const output = objectsAt(value, 'output');
      if (output.some((item) => isCompaction(item.value))) return;
      report({
        pointer: `${pointer}/output`,
        message: 'The input ended with a compaction_trigger, but the output has no compaction item.',
        expected: 'compaction',
        actual: output.map((item) => item.value['type'] ?? null),
      });
    },
  }),
});

const triggerLast = rule({
  ...common,
  id: 'REQ-COMPTRIGGER-LAST',
  level: 'MUST',
  basis: 'prose',
  dialects: ['openai'],
  title: 'A compaction_trigger that is not the last input item is refused',
  source: { dialect: 'openai', section: 'CompactionTriggerItemParam', note: 'must be the final item' },
  why: 'What stands behind the trigger is lost or compacted without being asked for.',
  fix: 'Answer 400 with the index of the item in param.',
  judge: toBeRefused({
    given: (view) => triggerAt(view) === 'inside',
    message: (status) => `A compaction_trigger in front of other input was answered ${status}.`,
  }),
});

function triggerAt({ body }: ExchangeView): 'last' | 'inside' | null {
  const types = arrayAt(body ?? undefined, 'input').map((item) => stringAt(item, 'type'));
  const at = types.indexOf('compaction_trigger');
  if (at < 0) return null;
  return at === types.length - 1 ? 'last' : 'inside';
}

function usersIn(items: readonly JsonObject[]): number {
  return items.filter((item) => item['role'] === 'user').length;
}

export const compactRules: readonly Rule[] = [
  shape,
  modelRequired,
  endsWithItem,
  isNoResponse,
  becomesInput,
  triggered,
  triggerLast,
];
