import { type JsonObject, numberAt, objectAt, objectsAt, stringAt } from '../../../schemas/json.js';
import { exchanges, finalResponses } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import { isVerdict } from '../../engine/status.js';
import { isCompaction } from '../items.js';

const common = {
  area: 'compact',
  needs: ['context-management'],
  dialects: ['openai', 'azure-foundry'],
} as const;

const compactedBeyond = rule({
  ...common,
  id: 'CMP-THRESHOLD',
  level: 'MUST',
  basis: 'prose',
  title:
    'Input beyond compact_threshold gives a compaction item with encrypted_content in the output, streamed or not',
  source: {
    dialect: 'openai',
    section: 'ContextManagementParam.compact_threshold',
    note: 'the number of tokens at which compaction is triggered',
  },
  evidence: ['compact/beyond-threshold'],
  why: 'Agents rely on it to stay within the window: without the item their conversations grow until they fail.',
  fix: 'Compare the tokens of the rendered input with compact_threshold, and put the compaction item in front of the answer.',
  judge: finalResponses({
    of: ['create-response'],
    given: ({ value }, { exchange }) =>
      exchange.intent.notes['beyondThreshold'] === true && value['status'] === 'completed',
    check: ({ value, pointer }, report) => {
      const output = objectsAt(value, 'output');
      if (output.some((item) => isCompaction(item.value))) return;
      report({
        pointer: `${pointer}/output`,
        message:
          'The input passed compact_threshold, but the output has no compaction item with encrypted_content.',
        expected: 'compaction',
        actual: output.map((item) => item.value['type'] ?? null),
      });
    },
  }),
});

const notBelow = rule({
  ...common,
  id: 'CMP-BELOW-THRESHOLD',
  level: 'SHOULD',
  basis: 'inferred',
  title: 'Input that does not reach compact_threshold is not compacted',
  source: {
    dialect: 'openai',
    section: 'ContextManagementParam.compact_threshold',
    note: 'the number of tokens at which compaction is triggered',
  },
  evidence: ['compact/context-management'],
  why: 'Compaction costs time and tokens and loses detail; a threshold that is not kept does so in every turn.',
  fix: 'Compact only where the tokens of the input reach the threshold.',
  judge: finalResponses({
    of: ['create-response'],
    given: ({ value }, { body }) => body !== null && value['status'] === 'completed' && isBelow(body, value),
    check: ({ value, pointer }, report) => {
      const output = objectsAt(value, 'output');
      const at = output.findIndex((item) => item.value['type'] === 'compaction');
      if (at < 0) return;
      report({
        pointer: `${pointer}/output/${at}`,
        message: 'The input was compacted although it does not reach compact_threshold.',
        expected: 'no compaction item',
        actual: numberAt(objectAt(value, 'usage'), 'input_tokens'),
      });
    },
  }),
});

const goesOn = rule({
  ...common,
  id: 'CMP-MANAGED-INPUT',
  level: 'MUST',
  basis: 'prose',
  title: 'Output with a compaction item that the server made on its own is accepted as the next input',
  source: {
    dialect: 'openai',
    section: 'CompactionItemParam',
    note: 'an input item like those that compacting gives out',
  },
  evidence: ['compact/beyond-threshold'],
  why: 'The conversation ends with its first compaction.',
  fix: 'Accept compaction items as they were given out, whichever operation made them.',
  judge: exchanges({
    of: ['create-response'],
    given: ({ exchange, status }) => exchange.intent.step === 'after-managed-compaction' && isVerdict(status),
    check: ({ accepted, error, status }, report) => {
      if (accepted || isTooLong(error?.value)) return;
      report({
        pointer: '/status',
        message: `Output with a compaction item, given as input, was answered ${status}.`,
        expected: 200,
        actual: error?.value ?? status,
      });
    },
  }),
});

/** Whether nothing that the server counts can reach the threshold: neither what it says, nor the bytes of the request. */
function isBelow(body: JsonObject, response: JsonObject): boolean {
  const thresholds = objectsAt(body, 'context_management').flatMap(
    ({ value }) => numberAt(value, 'compact_threshold') ?? [],
  );
  const counted = numberAt(objectAt(response, 'usage'), 'input_tokens');
  const least = Math.min(...thresholds);
  const carries = ['previous_response_id', 'conversation', 'prompt'].some(
    (name) => (body[name] ?? null) !== null,
  );
  return (
    thresholds.length > 0 &&
    counted !== null &&
    counted < least &&
    !carries &&
    !endsWithTrigger(body) &&
    Buffer.byteLength(JSON.stringify(body)) < least
  );
}

function endsWithTrigger(body: JsonObject): boolean {
  return objectsAt(body, 'input').some(({ value }) => value['type'] === 'compaction_trigger');
}

// The window may not hold a second turn: that is another matter.
function isTooLong(error: JsonObject | undefined): boolean {
  const said = `${stringAt(error, 'code') ?? ''} ${stringAt(error, 'message') ?? ''}`;
  return /context[ _](window|length)|too long/i.test(said);
}

export const managedRules: readonly Rule[] = [compactedBeyond, notBelow, goesOn];
