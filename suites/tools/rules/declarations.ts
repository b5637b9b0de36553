import { jsonEqual, jsonIncludes, objectsAt, stringAt } from '../../../schemas/json.js';
import { exchanges } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import { type ExchangeView, inResponse } from '../../engine/view.js';
import { calledName, callsIn, choiceOf, hasOnlyClientTools, isWhole, toolsOf } from '../calls.js';

export const customToolCalled = rule({
  id: 'TOOL-CUSTOM-CALL',
  level: 'MUST',
  basis: 'schema',
  area: 'tools',
  title:
    'a custom tool is called by a custom_tool_call with free text, and is called when the choice names it',
  source: {
    dialect: 'openai',
    section: 'CustomToolCall',
    note: 'input: the input for the custom tool call, a string',
  },
  needs: ['custom-tools'],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  why: 'Codex and other agents run patches from the raw input; wrapped in JSON as a function call they are refused as incompatible.',
  fix: 'Put out { "type": "custom_tool_call", "call_id", "name", "input" } for tools of type custom.',
  judge: exchanges({
    given: (view) =>
      isWhole(view) &&
      customNames(view).length > 0 &&
      (choiceOf(view).kind === 'custom' ||
        callsIn(view).some((call) => customNames(view).includes(calledName(call)))),
    check: (view, report) => {
      const names = customNames(view);
      const calls = callsIn(view).filter((call) => names.includes(calledName(call)));
      for (const { pointer, value } of calls) {
        if (value['type'] === 'custom_tool_call') continue;
        report({
          pointer: `${pointer}/type`,
          message: 'the custom tool is called by an item of another type',
          expected: 'custom_tool_call',
          actual: stringAt(value, 'type'),
          cause: 'type',
        });
      }
      const wanted = stringAt(choiceOf(view).choice, 'name');
      if (choiceOf(view).kind === 'custom' && !calls.some((call) => calledName(call) === wanted)) {
        report({
          pointer: inResponse(view, 'output'),
          message: `${wanted} was to be called, yet the response completed without that call`,
          expected: wanted,
          actual: callsIn(view).map(calledName),
          cause: 'no call',
        });
      }
    },
  }),
});

function customNames(view: ExchangeView): readonly (string | null)[] {
  return toolsOf(view)
    .filter((tool) => tool['type'] === 'custom')
    .map((tool) => stringAt(tool, 'name'));
}

export const onlyDeclaredCalled = rule({
  id: 'TOOL-NAME-KNOWN',
  level: 'MUST',
  basis: 'inferred',
  area: 'tools',
  title: 'only tools that the request declares are called, under the names it gives them',
  source: { dialect: 'openai', section: 'CreateResponse.tools', note: 'the tools the model may call' },
  needs: ['tools'],
  why: 'The caller has nothing to run for any other name.',
  fix: 'Restrict decoding to declared names, and undo whatever prefix or renaming the model path needs.',
  judge: exchanges({
    given: (view) => hasOnlyClientTools(view) && callsIn(view).length > 0,
    check: (view, report) => {
      const names = toolsOf(view).map((tool) => stringAt(tool, 'name'));
      for (const call of callsIn(view)) {
        if (names.includes(calledName(call))) continue;
        report({
          pointer: `${call.pointer}/name`,
          message: `${calledName(call)} is called, which the request does not declare`,
          expected: names,
          actual: calledName(call),
        });
      }
    },
  }),
});

export const oneCallAtMost = rule({
  id: 'TOOL-PARALLEL-OFF',
  level: 'MUST',
  basis: 'prose',
  area: 'tools',
  title: 'with parallel_tool_calls false at most one tool is called',
  source: {
    dialect: 'openai',
    section: 'CreateResponse.parallel_tool_calls',
    note: 'whether to allow tool calls in parallel',
  },
  needs: ['tools'],
  why: 'Callers switch it off because their tools have side effects that must not overlap.',
  fix: 'Stop decoding after the first call.',
  judge: exchanges({
    of: ['create-response'],
    given: (view) =>
      view.body?.['parallel_tool_calls'] === false && hasOnlyClientTools(view) && callsIn(view).length > 0,
    check: (view, report) => {
      const calls = callsIn(view);
      if (calls.length < 2) return;
      report({
        pointer: inResponse(view, 'output'),
        message: `${calls.length} tools are called although parallel_tool_calls is false`,
        expected: 1,
        actual: calls.length,
        cause: 'several',
      });
    },
  }),
});

export const declarationsEchoed = rule({
  id: 'RES-TOOLS-ECHO',
  level: 'MUST',
  basis: 'inferred',
  area: 'tools',
  title: 'tools of the response are the request’s tools: the same ones, in order, with the same schemas',
  source: {
    dialect: 'all',
    section: 'Response.tools',
    note: 'the tools of the request; recorded services only fill in defaults, and normalise schemas where strict was left out',
  },
  needs: ['tools'],
  why: 'Clients take them over into the next request, and show what the model was offered.',
  fix: 'Echo the declarations in the form of this API (flat, not nested under function), defaults filled in.',
  judge: exchanges({
    of: ['create-response'],
    given: (view) => toolsOf(view).length > 0 && Array.isArray(view.response?.value['tools']),
    check: (view, report) => {
      const sent = toolsOf(view);
      const shown = objectsAt(view.response?.value, 'tools').map(({ value }) => value);
      const pointer = inResponse(view, 'tools');
      const names = (tools: typeof sent) =>
        tools.map((tool) => [tool['type'] ?? null, tool['name'] ?? tool['server_label'] ?? null]);
      if (!jsonEqual(names(sent), names(shown))) {
        report({
          pointer,
          message: 'the response shows other tools than the request',
          expected: names(sent),
          actual: names(shown),
          cause: 'names',
        });
        return;
      }
      for (const [index, tool] of sent.entries()) {
        for (const member of changedMembers(tool, shown[index] ?? {})) {
          report({
            pointer: `${pointer}/${index}/${member}`,
            message: `${member} of a tool comes back changed`,
            expected: tool[member] ?? null,
            actual: shown[index]?.[member] ?? null,
            cause: member,
          });
        }
      }
    },
  }),
});

type Tool = ReturnType<typeof toolsOf>[number];

// Services rewrite the parameters of functions whose strictness was left to them, and settings of their hosted tools.
function changedMembers(sent: Tool, shown: Tool): readonly string[] {
  const judged =
    sent['type'] === 'function'
      ? typeof sent['strict'] === 'boolean'
        ? ['description', 'strict', 'parameters']
        : ['description']
      : sent['type'] === 'custom'
        ? ['description', 'format']
        : [];
  return judged.filter((member) => {
    const value = sent[member];
    const comesBack =
      member === 'parameters' ? jsonEqual(value, shown[member]) : jsonIncludes(shown[member], value);
    return value !== undefined && value !== null && !comesBack;
  });
}

export const declarationRules: readonly Rule[] = [
  customToolCalled,
  onlyDeclaredCalled,
  oneCallAtMost,
  declarationsEchoed,
];
