import { arrayAt, type JsonObject, numberAt, objectAt, objectsAt, stringAt } from '../../../schemas/json.js';
import { digestOf } from '../../engine/digest.js';
import { finalResponses, wholeRun } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';

export const noItemInProgress = rule({
  id: 'RES-ITEM-STATUS',
  level: 'MUST',
  basis: 'prose',
  area: 'create',
  title: 'a completed response holds no item that is still in progress',
  source: { dialect: 'open-responses', section: 'items', note: 'items end completed or incomplete' },
  needs: [],
  why: 'Clients wait for items that are in progress, for ever.',
  fix: 'Move every item to completed or incomplete before the response ends.',
  judge: finalResponses({
    given: ({ value }) => value['status'] === 'completed' && arrayAt(value, 'output').length > 0,
    check: ({ pointer, value }, report) => {
      for (const { index, value: item } of objectsAt(value, 'output')) {
        if (item['status'] === 'in_progress' && !(isCall(item['type']) && callsFromPrograms(value))) {
          report({
            pointer: `${pointer}/output/${index}/status`,
            message: `an item of type ${stringAt(item, 'type') ?? '?'} is in progress although the response is completed`,
            expected: ['completed', 'incomplete'],
            actual: 'in_progress',
          });
        }
      }
    },
  }),
});

function isCall(type: unknown): boolean {
  return type === 'function_call' || type === 'custom_tool_call';
}

// A program that calls functions waits for the caller: such calls are in progress when the response ends (seen at OpenAI).
function callsFromPrograms(response: JsonObject): boolean {
  return objectsAt(response, 'tools').some(({ value }) => value['type'] === 'programmatic_tool_calling');
}

export const incompleteItemLast = rule({
  id: 'RES-ITEM-INCOMPLETE-LAST',
  level: 'MUST',
  basis: 'prose',
  area: 'create',
  title: 'an incomplete item is the last one, and its response is incomplete',
  source: {
    dialect: 'open-responses',
    section: 'items',
    note: 'an incomplete item is the last item emitted',
  },
  needs: ['max-output-tokens'],
  evidence: ['limits/*', 'create/*'],
  why: 'Clients that see a completed response take every item in it as whole: cut JSON, cut calls.',
  fix: 'When an item is cut, end the response there, with status incomplete.',
  judge: finalResponses({
    given: ({ value }) =>
      objectsAt(value, 'output').some(({ value: item }) => item['status'] === 'incomplete'),
    check: ({ pointer, value }, report) => {
      const output = arrayAt(value, 'output');
      for (const { index, value: item } of objectsAt(value, 'output')) {
        if (item['status'] !== 'incomplete') continue;
        if (index < output.length - 1) {
          report({
            pointer: `${pointer}/output/${index}/status`,
            message: 'an incomplete item is followed by another',
            expected: 'no item behind it',
            actual: output.length - 1 - index,
            cause: 'not last',
          });
        }
        if (value['status'] === 'completed') {
          report({
            pointer: `${pointer}/status`,
            message: 'the response is completed although one of its items is incomplete',
            expected: 'incomplete',
            actual: 'completed',
            cause: 'completed',
          });
        }
      }
    },
  }),
});

export const itemIdsUnique = rule({
  id: 'RES-ITEM-ID-UNIQUE',
  level: 'MUST',
  basis: 'prose',
  area: 'create',
  title: 'no two output items of a response share an id',
  source: { dialect: 'open-responses', section: 'items', note: 'ids are unique' },
  needs: [],
  evidence: ['create/*', 'tools/*', 'reasoning/*'],
  why: 'Streams and histories address items by id: the second overwrites the first.',
  fix: 'Make a fresh id for every item.',
  judge: finalResponses({
    given: ({ value }) => objectsAt(value, 'output').length > 1,
    check: ({ pointer, value }, report) => {
      const seen = new Set<string>();
      for (const { index, value: item } of objectsAt(value, 'output')) {
        const id = stringAt(item, 'id');
        if (id === null || id === '') continue;
        if (seen.has(id)) {
          report({
            pointer: `${pointer}/output/${index}/id`,
            message: 'an earlier item of the same response has this id',
            expected: 'an id of its own',
            actual: id,
          });
        }
        seen.add(id);
      }
    },
  }),
});

export const responseIdsUnique = rule({
  id: 'RES-ID-UNIQUE',
  level: 'MUST',
  basis: 'inferred',
  area: 'create',
  title: 'every created response has a non-empty id that no other response has',
  source: { dialect: 'all', section: 'Response.id', note: 'unique identifier for this response' },
  needs: [],
  why: 'Retrieval, chains and logs go by id: two answers under one id are one answer.',
  fix: 'Make a fresh random id for each POST /responses.',
  judge: wholeRun({
    pick: (view) => {
      // Fixtures share ids that somebody made up.
      const original = view.live || view.exchange.fidelity === 'wire';
      if (view.exchange.operation !== 'create-response' || !original) return null;
      const first = view.responses[0]?.value;
      const id = first?.['id'];
      // One answer may be in a recording twice; in a live run every request has an answer of its own.
      const answer = view.live ? view.exchange.id : digestOf(JSON.stringify(first ?? null));
      return typeof id === 'string' ? { id, answer } : null;
    },
    given: () => true,
    check: (facts, report) => {
      const first = new Map<string, (typeof facts)[number]>();
      for (const entry of facts) {
        const { exchange } = entry;
        const { id, answer } = entry.fact;
        const earlier = first.get(id);
        if (id === '') {
          report({
            pointer: '/id',
            exchange,
            message: 'the id of the response is empty',
            actual: '',
            cause: 'empty',
          });
        } else if (earlier !== undefined && earlier.fact.answer !== answer) {
          report({
            pointer: '/id',
            exchange,
            message: `the response of ${earlier.exchange} has the same id`,
            expected: 'an id of its own',
            actual: id,
            cause: 'repeated',
          });
        }
        first.set(id, earlier ?? entry);
      }
    },
  }),
});

const finished = ['completed', 'incomplete', 'failed', 'cancelled'];

export const answerIsFinished = rule({
  id: 'RES-FINISHED',
  level: 'MUST',
  basis: 'inferred',
  area: 'create',
  title: 'without background, the JSON answer to a create request is a finished response',
  source: {
    dialect: 'openai',
    section: 'CreateResponse.background',
    note: 'only background runs the response asynchronously',
  },
  needs: [],
  why: 'The caller has nothing to wait for: it takes what it got for the answer.',
  fix: 'Hold the answer until generation has ended, or refuse the request; queue only where background is true.',
  judge: finalResponses({
    of: ['create-response'],
    given: ({ value }, view) =>
      view.body !== null &&
      view.answer?.stream === null &&
      view.body['background'] !== true &&
      typeof value['status'] === 'string',
    check: ({ pointer, value }, report) => {
      if (value['status'] !== 'queued' && value['status'] !== 'in_progress') return;
      report({
        pointer: `${pointer}/status`,
        message: 'the answer to a request without background is still running',
        expected: finished,
        actual: value['status'],
      });
    },
  }),
});

export const outputNotLost = rule({
  id: 'RES-OUTPUT-LOST',
  level: 'MUST',
  basis: 'inferred',
  area: 'create',
  title: 'a completed response that counts output tokens beside reasoning has output items',
  source: { dialect: 'all', section: 'Response.output', note: 'the items generated by the model' },
  needs: [],
  why: 'The caller pays for an answer that is not there.',
  fix: 'Put everything that was generated into output, also at the end of a stream.',
  judge: finalResponses({
    given: ({ value }) => value['status'] === 'completed' && spokenTokens(value) > 0,
    check: ({ pointer, value }, report) => {
      if (!Array.isArray(value['output']) || value['output'].length > 0) return;
      report({
        pointer: `${pointer}/output`,
        message: `${spokenTokens(value)} output tokens are counted, but output is empty`,
        expected: 'at least one item',
        actual: [],
      });
    },
  }),
});

function spokenTokens(response: JsonObject): number {
  const usage = objectAt(response, 'usage');
  const reasoning = numberAt(objectAt(usage, 'output_tokens_details'), 'reasoning_tokens') ?? 0;
  return (numberAt(usage, 'output_tokens') ?? 0) - reasoning;
}

export const itemStateRules: readonly Rule[] = [
  noItemInProgress,
  incompleteItemLast,
  itemIdsUnique,
  responseIdsUnique,
  answerIsFinished,
  outputNotLost,
];
