import { type JsonObject, numberAt, objectAt, objectsAt, stringAt } from '../../../schemas/json.js';
import { exchanges, finalResponses, twins, wholeRun } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import { tellsOfRequest } from '../../engine/status.js';
import type { ExchangeView } from '../../engine/view.js';
import { callsIn } from '../calls.js';

function callIds(view: ExchangeView): readonly { readonly pointer: string; readonly id: string }[] {
  return callsIn(view).flatMap(({ pointer, value }) => {
    const id = stringAt(value, 'call_id');
    return id === null ? [] : [{ pointer: `${pointer}/call_id`, id }];
  });
}

export const callIdsUnique = rule({
  id: 'TOOL-CALL-ID-UNIQUE',
  level: 'MUST',
  basis: 'inferred',
  area: 'tools',
  title: 'every call of a response has a non-empty call_id of its own',
  source: { dialect: 'openai', section: 'FunctionToolCall.call_id', note: 'the unique id of the call' },
  needs: ['tools'],
  why: 'Results are matched to calls by it: two calls under one id get one result.',
  fix: 'Make a fresh id for each call.',
  judge: exchanges({
    of: ['create-response'],
    given: (view) => callIds(view).length > 0,
    check: (view, report) => {
      const seen = new Set<string>();
      for (const { pointer, id } of callIds(view)) {
        if (id === '' || seen.has(id)) {
          report({
            pointer,
            message: id === '' ? 'call_id is empty' : 'an earlier call of the same response has this call_id',
            expected: 'an id of its own',
            actual: id,
          });
        }
        seen.add(id);
      }
    },
  }),
});

export const callIdsUniqueInRun = rule({
  id: 'TOOL-CALL-ID-RUN',
  level: 'SHOULD',
  basis: 'inferred',
  area: 'tools',
  title: 'call ids do not repeat from one response to the next',
  source: { dialect: 'openai', section: 'FunctionToolCall.call_id', note: 'the unique id of the call' },
  needs: ['tools'],
  why: 'A history of several turns holds all calls: with "call_1" in each, results land at the wrong one.',
  fix: 'Make call ids random or count them over the whole conversation.',
  judge: wholeRun({
    pick: (view) => {
      if (view.exchange.operation !== 'create-response') return null;
      const ids = [...new Set(callIds(view).map(({ id }) => id))];
      return ids.length === 0
        ? null
        : { response: stringAt(view.response?.value, 'id') ?? view.exchange.id, ids };
    },
    check: (facts, report) => {
      const first = new Map<string, string>();
      for (const { fact, exchange } of facts) {
        for (const id of fact.ids) {
          const earlier = first.get(id);
          if (earlier === undefined) first.set(id, fact.response);
          else if (earlier !== fact.response && id !== '') {
            report({
              exchange,
              pointer: '/output',
              message: 'a call of an earlier response has the same call_id',
              expected: 'an id of its own',
              actual: id,
              cause: 'repeated',
            });
          }
        }
      }
    },
  }),
});

export const resultsLinked = rule({
  id: 'RES-CALLID-LINK',
  level: 'MUST',
  basis: 'prose',
  area: 'tools',
  title: 'a function_call_output is matched with its call by call_id, whatever its own id is',
  source: {
    dialect: 'openai',
    section: 'FunctionCallOutput.call_id',
    note: 'the id of the call that the model made; id is another',
  },
  needs: ['tools'],
  evidence: ['tools/round-trip', 'tools/custom-round-trip'],
  why: 'Agents fill in both ids; a server that takes one for the other refuses or loses every tool result.',
  fix: 'Look calls up by call_id only; treat id of the output item as opaque and optional.',
  judge: exchanges({
    given: ({ exchange, status }) => exchange.intent.step === 'tool-result' && tellsOfRequest(status),
    check: ({ answer, status }, report) => {
      if (status >= 400) {
        report({
          pointer: '/status',
          message: 'the result of a call that the server made is refused',
          expected: '2xx',
          actual: status,
          excerpt: [answer?.text.slice(0, 300) ?? ''],
        });
      }
    },
  }),
});

export const linkedInOutput = rule({
  id: 'TOOL-OUTPUT-LINK',
  level: 'MUST',
  basis: 'prose',
  area: 'tools',
  title: 'a tool output among the output items answers a call that stands before it',
  source: {
    dialect: 'open-responses',
    section: 'function_call_output',
    note: 'call_id answers an earlier call_id',
  },
  needs: ['tools'],
  dialects: ['openai', 'azure-foundry'],
  evidence: ['tools/*'],
  why: 'A result without its call cannot be shown or replayed.',
  fix: 'Put the call out first, and give its output the same call_id.',
  judge: finalResponses({
    of: ['create-response'],
    // Without the request nobody knows which calls stood before.
    given: ({ value }, view) =>
      view.body !== null && objectsAt(value, 'output').some(({ value: item }) => isLinkedOutput(item)),
    check: ({ pointer, value }, report, view) => {
      const known = new Set(
        objectsAt(view.body, 'input').flatMap(({ value: item }) => stringAt(item, 'call_id') ?? []),
      );
      const continued = (view.body?.['previous_response_id'] ?? view.body?.['conversation'] ?? null) !== null;
      for (const { index, value: item } of objectsAt(value, 'output')) {
        const id = stringAt(item, 'call_id');
        if (id === null) continue;
        if (isLinkedOutput(item) && !known.has(id) && !continued) {
          report({
            pointer: `${pointer}/output/${index}/call_id`,
            message: 'a tool output answers no call that stands before it',
            expected: [...known],
            actual: id,
          });
        }
        known.add(id);
      }
    },
  }),
});

function isLinkedOutput(item: JsonObject): boolean {
  return String(item['type']).endsWith('_output') && stringAt(item, 'call_id') !== null;
}

export const resultsReachTheModel = rule({
  id: 'TOOL-RESULT-COUNTED',
  level: 'MUST',
  basis: 'inferred',
  area: 'tools',
  title:
    'the results of calls are part of the context: a longer one is more input tokens, as a string and as parts',
  source: {
    dialect: 'openai',
    section: 'FunctionCallOutput.output',
    note: 'string or content parts, generated by your code',
  },
  needs: ['tools'],
  evidence: ['tools/round-trip'],
  why: 'A result that is accepted and dropped makes the model answer out of thin air.',
  fix: 'Render output, string or input_text parts, into the prompt.',
  judge: twins({
    pick: (view) => {
      const size = view.exchange.intent.notes['resultSize'];
      const tokens = numberAt(objectAt(view.response?.value, 'usage'), 'input_tokens');
      return typeof size === 'string' && tokens !== null ? { size, tokens } : null;
    },
    // Where nothing is counted at all, nothing can be told of results either.
    given: (facts) => facts.length > 1 && facts.some(({ fact }) => fact.size === 'short' && fact.tokens > 0),
    check: (facts, report) => {
      const least = facts.find(({ fact }) => fact.size === 'short')?.fact.tokens ?? 0;
      for (const { fact, exchange } of facts) {
        if (fact.size === 'short' || fact.tokens > least) continue;
        report({
          exchange,
          pointer: '/usage/input_tokens',
          message: `${fact.size} does not add to the input tokens of a short one`,
          expected: `> ${least}`,
          actual: fact.tokens,
          cause: fact.size,
        });
      }
    },
  }),
});

/** Judges requests that are wrong only in what they refer to: nothing in the schema forbids them. */
function refusedReference(keyword: string) {
  return exchanges({
    of: ['create-response'],
    given: ({ exchange, status }) => exchange.intent.violation?.keyword === keyword && tellsOfRequest(status),
    check: ({ exchange, status }, report) => {
      if (status >= 400) return;
      report({
        pointer: '/status',
        message: `accepted although ${exchange.intent.violation?.expectation ?? 'it refers to nothing'}`,
        expected: 400,
        actual: status,
      });
    },
  });
}

export const unlinkedResultRefused = rule({
  id: 'TOOL-OUTPUT-UNLINKED',
  level: 'SHOULD',
  basis: 'observed',
  area: 'tools',
  title: 'a function_call_output whose call_id answers no call is refused',
  source: {
    dialect: 'openai',
    section: 'FunctionCallOutput.call_id',
    note: '400: no tool call found for function call output',
  },
  needs: ['tools'],
  evidence: ['tools/refused-references'],
  why: 'A lost or misspelt id goes unnoticed, and the model never sees the result.',
  fix: 'Look for the call in input and history; answer 400 with param input where there is none.',
  judge: refusedReference('unknown-call-id'),
});

export const undeclaredChoiceRefused = rule({
  id: 'TOOL-CHOICE-UNDECLARED',
  level: 'SHOULD',
  basis: 'observed',
  area: 'tools',
  title: 'a tool_choice that names a function which tools do not declare is refused',
  source: { dialect: 'openai', section: 'tool_choice', note: '400: tool choice not found in tools' },
  needs: ['tools'],
  evidence: ['tools/refused-references'],
  why: 'A misspelt name silently becomes "auto", and the forced call never comes.',
  fix: 'Compare the name with the declared tools; answer 400 with param tool_choice.',
  judge: refusedReference('undeclared-tool'),
});

export const linkRules: readonly Rule[] = [
  callIdsUnique,
  callIdsUniqueInRun,
  resultsLinked,
  linkedInOutput,
  resultsReachTheModel,
  unlinkedResultRefused,
  undeclaredChoiceRefused,
];
