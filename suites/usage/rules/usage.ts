import {
  arrayAt,
  isObject,
  type JsonObject,
  numberAt,
  objectAt,
  objectsAt,
  stringAt,
} from '../../../schemas/json.js';
import { atPlace, reportPlace } from '../../create/schema-places.js';
import { finalResponses, responses, twins, wholeRun } from '../../engine/judges.js';
import type { Located } from '../../engine/located.js';
import { type Rule, rule } from '../../engine/rule.js';

const hasUsage = ({ value }: Located) => isObject(value['usage']);

function usageOf({ value }: Located): JsonObject {
  return objectAt(value, 'usage') ?? {};
}

export const usageFields = rule({
  id: 'RES-USAGE-FIELDS',
  level: 'MUST',
  basis: 'schema',
  area: 'usage',
  title: 'usage has input_tokens, output_tokens and total_tokens as whole numbers from 0 up',
  source: { dialect: 'all', section: 'ResponseUsage', note: 'required integers' },
  needs: [],
  evidence: ['usage/*', 'create/*'],
  why: 'Token accounting, context budgeting and SDK types read exactly these members; chat-style names give undefined.',
  fix: 'Rename prompt_tokens and completion_tokens to input_tokens and output_tokens and send integers.',
  judge: responses({
    given: ({ value }) => value['usage'] !== undefined && value['usage'] !== null,
    check: atPlace('usage'),
  }),
});

export const usageAddsUp = rule({
  id: 'RES-USAGE-SUM',
  level: 'MUST',
  basis: 'example',
  area: 'usage',
  title: 'total_tokens is input_tokens plus output_tokens',
  source: {
    dialect: 'all',
    section: 'ResponseUsage.total_tokens',
    note: 'true in all examples and recordings',
  },
  needs: [],
  evidence: ['usage/*', 'create/*'],
  why: 'Clients stop or compact by the total; bills are made of the parts.',
  fix: 'Compute the total from the two parts, reasoning tokens counted in output_tokens.',
  judge: responses({
    given: (found) =>
      ['input_tokens', 'output_tokens', 'total_tokens'].every(
        (name) => numberAt(usageOf(found), name) !== null,
      ),
    check: (found, report) => {
      const usage = usageOf(found);
      const sum = (numberAt(usage, 'input_tokens') ?? 0) + (numberAt(usage, 'output_tokens') ?? 0);
      if (usage['total_tokens'] === sum) return;
      report({
        pointer: `${found.pointer}/usage/total_tokens`,
        message: 'total_tokens is not the sum of its parts',
        expected: sum,
        actual: usage['total_tokens'] ?? null,
        cause: 'sum',
      });
    },
  }),
});

export const usageDetails = rule({
  id: 'RES-USAGE-DETAILS',
  level: 'MUST',
  basis: 'schema',
  area: 'usage',
  title: 'usage tells cached and reasoning tokens in its details, each within the count it is part of',
  source: {
    dialect: 'all',
    section: 'ResponseUsage.input_tokens_details, output_tokens_details',
    note: 'required objects with cached_tokens and reasoning_tokens',
  },
  needs: [],
  evidence: ['usage/*', 'create/*'],
  why: 'Agents (Codex among them) decode these members strictly and drop a finished turn when one is missing.',
  fix: 'Always send both objects, with 0 where nothing was cached or thought.',
  judge: responses({
    given: hasUsage,
    check: (found, report, view) => {
      reportPlace('usage-details', found, report, view);
      const usage = usageOf(found);
      for (const [whole, details, part] of parts) {
        const most = numberAt(usage, whole);
        const share = numberAt(usage[details], part) ?? 0;
        if (most === null || share <= most) continue;
        report({
          pointer: `${found.pointer}/usage/${details}/${part}`,
          message: `${part} is more than ${whole}, of which it is a part`,
          expected: `<= ${most}`,
          actual: share,
          cause: part,
        });
      }
    },
  }),
});

const parts = [
  ['input_tokens', 'input_tokens_details', 'cached_tokens'],
  ['output_tokens', 'output_tokens_details', 'reasoning_tokens'],
] as const;

export const usageWhenFinished = rule({
  id: 'RES-USAGE-NULL',
  level: 'SHOULD',
  basis: 'example',
  area: 'usage',
  title: 'usage is null until the response has ended, and there once it is completed or incomplete',
  source: {
    dialect: 'openai',
    section: 'Response.usage',
    note: 'null in examples of running responses; the schema forbids null',
  },
  needs: [],
  evidence: ['usage/*', 'create/*', 'background/*', 'streaming/*'],
  why: 'Metering hooks read usage from the final object; a count that still grows is billed too low.',
  fix: 'Send null (or nothing) while queued or in progress, and the counts with the final object, streams included.',
  judge: responses({
    given: ({ value }) => typeof value['status'] === 'string',
    check: ({ pointer, value }, report) => {
      const status = stringAt(value, 'status');
      const running = status === 'queued' || status === 'in_progress';
      const finished = status === 'completed' || status === 'incomplete';
      if (running && isObject(value['usage'])) {
        report({
          pointer: `${pointer}/usage`,
          message: `usage is filled although the response is ${status}`,
          expected: null,
          actual: value['usage'],
          cause: 'early',
        });
      }
      if (finished && !isObject(value['usage'])) {
        report({
          pointer: `${pointer}/usage`,
          message: `the response is ${status} but has no usage`,
          expected: 'an object',
          actual: value['usage'] ?? null,
          cause: 'missing',
        });
      }
    },
  }),
});

export const textIsCounted = rule({
  id: 'USE-OUTPUT-COUNTED',
  level: 'MUST',
  basis: 'inferred',
  area: 'usage',
  title: 'a response with text has output tokens, and a request with input has input tokens',
  source: { dialect: 'openai', section: 'ResponseUsage', note: 'the number of input and output tokens' },
  needs: [],
  evidence: ['usage/*', 'create/*'],
  why: 'Zero tokens for real text makes budgets endless and bills empty.',
  fix: 'Count what went into and came out of the model, in every mode and for cut answers too.',
  judge: finalResponses({
    of: ['create-response'],
    given: (found) => hasUsage(found) && textOf(found.value).trim() !== '',
    check: (found, report) => {
      for (const name of ['input_tokens', 'output_tokens']) {
        if (numberAt(usageOf(found), name) !== 0) continue;
        report({
          pointer: `${found.pointer}/usage/${name}`,
          message: `${name} is 0 although there was text`,
          expected: '> 0',
          actual: 0,
        });
      }
    },
  }),
});

function textOf(response: JsonObject): string {
  return objectsAt(response, 'output')
    .filter(({ value }) => value['type'] === 'message')
    .flatMap(({ value }) => arrayAt(value, 'content'))
    .map((part) => stringAt(part, 'text') ?? '')
    .join('');
}

export const usageGrows = rule({
  id: 'USE-INPUT-GROWS',
  level: 'MUST',
  basis: 'inferred',
  area: 'usage',
  title: 'input_tokens grows with the input: for a longer text, and for added instructions',
  source: { dialect: 'openai', section: 'ResponseUsage.input_tokens', note: 'the number of input tokens' },
  needs: [],
  evidence: ['usage/growth'],
  why: 'A constant or estimated count lets context overflow unseen, and hides that parts of the input were dropped.',
  fix: 'Count the rendered prompt, all of it.',
  judge: twins({
    pick: (view) => {
      const size = view.exchange.intent.notes['inputSize'];
      const tokens = numberAt(objectAt(view.response?.value, 'usage'), 'input_tokens');
      return typeof size === 'string' && tokens !== null ? { size, tokens } : null;
    },
    given: (facts) => facts.some(({ fact }) => fact.size === 'small') && facts.length > 1,
    check: (facts, report) => {
      const small = facts.find(({ fact }) => fact.size === 'small');
      for (const { fact, exchange } of facts) {
        if (small === undefined || fact.size === 'small' || fact.tokens > small.fact.tokens) continue;
        report({
          exchange,
          pointer: '/usage/input_tokens',
          message: `input_tokens did not grow with ${fact.size}`,
          expected: `> ${small.fact.tokens}`,
          actual: fact.tokens,
          cause: fact.size,
        });
      }
    },
  }),
});

export const reasoningIsCounted = rule({
  id: 'USE-REASONING-COUNTED',
  level: 'SHOULD',
  basis: 'observed',
  area: 'usage',
  title: 'reasoning_tokens is not always 0 where answers carry reasoning text',
  source: {
    dialect: 'openai',
    section: 'output_tokens_details.reasoning_tokens',
    note: 'the number of reasoning tokens; single answers with 0 do occur',
  },
  needs: ['reasoning'],
  evidence: ['reasoning/*'],
  why: 'What thinking costs cannot be seen; limits on effort cannot be tuned.',
  fix: 'Count the tokens of the reasoning channel and report them as part of output_tokens.',
  judge: wholeRun({
    pick: (view) => {
      if (view.exchange.operation !== 'create-response' || view.response === null) return null;
      const reasons = view.items.some(({ value }) => value['type'] === 'reasoning' && hasThought(value));
      const tokens = numberAt(
        objectAt(objectAt(view.response.value, 'usage'), 'output_tokens_details'),
        'reasoning_tokens',
      );
      return reasons ? tokens : null;
    },
    given: () => true,
    check: (facts, report) => {
      if (facts.some(({ fact }) => fact > 0)) return;
      report({
        pointer: '/usage/output_tokens_details/reasoning_tokens',
        message: `all ${facts.length} answers with reasoning report 0 reasoning tokens`,
        expected: '> 0 in some of them',
        actual: 0,
      });
    },
  }),
});

function hasThought(item: JsonObject): boolean {
  const thoughts = [...arrayAt(item, 'summary'), ...arrayAt(item, 'content')];
  return [...thoughts.map((part) => stringAt(part, 'text')), stringAt(item, 'encrypted_content')].some(
    Boolean,
  );
}

export const usageRules: readonly Rule[] = [
  usageFields,
  usageAddsUp,
  usageDetails,
  usageWhenFinished,
  textIsCounted,
  usageGrows,
  reasoningIsCounted,
];
