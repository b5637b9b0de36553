import { isObject, type JsonObject, objectAt, stringAt } from '../../../schemas/json.js';
import { wasCut } from '../../create/cut.js';
import { reportPlace } from '../../create/schema-places.js';
import type { Report } from '../../engine/judge.js';
import { exchanges, finalResponses, items } from '../../engine/judges.js';
import type { Located } from '../../engine/located.js';
import { type Rule, rule } from '../../engine/rule.js';
import type { ExchangeView } from '../../engine/view.js';
import { misfits, parsedJson } from '../../structured-output/fits.js';
import { callsIn, toolsOf } from '../calls.js';

/** The function of the request that an item calls, where both are there. */
function calledFunction(view: ExchangeView, { value }: Located): JsonObject | null {
  return toolsOf(view).find((tool) => tool['type'] === 'function' && tool['name'] === value['name']) ?? null;
}

/** Calls of the final response that are whole: nothing is asked of what was cut. */
function wholeCalls(
  view: ExchangeView,
  strict: boolean,
): readonly (readonly [call: Located, tool: JsonObject])[] {
  if (view.response?.value['status'] !== 'completed' || wasCut(view)) return [];
  return callsIn(view).flatMap((call) => {
    const tool = calledFunction(view, call);
    const cut = call.value['status'] === 'incomplete';
    return tool === null || cut || (tool['strict'] === true) !== strict ? [] : [[call, tool] as const];
  });
}

export const argumentsAreJson = rule({
  id: 'RES-FN-ARGS-JSON',
  level: 'MUST',
  basis: 'prose',
  area: 'tools',
  title:
    'arguments of a call is a string, for strict functions JSON that fits their schema; call_id is a string',
  source: {
    dialect: 'openai',
    section: 'FunctionToolCall.arguments',
    note: 'a JSON string; strict: follows the schema exactly',
  },
  needs: ['tools'],
  why: 'Clients parse the string and call code with it; an object in its place, or a missing required member, raises there.',
  fix: 'Send arguments as one JSON text, and constrain decoding of strict functions by their schema.',
  judge: finalResponses({
    given: (_, view) => callsIn(view).some(({ value }) => value['type'] === 'function_call'),
    check: (response, report, view) => {
      reportPlace('call', response, report, view);
      for (const [call, tool] of wholeCalls(view, true)) reportMisfits(call, tool, report);
    },
  }),
});

function reportMisfits({ pointer, value }: Located, tool: JsonObject, report: Report): void {
  const text = stringAt(value, 'arguments');
  const schema = objectAt(tool, 'parameters');
  if (text === null || schema === null) return;
  const parsed = parsedJson(text);
  if (parsed === undefined) {
    report({
      pointer: `${pointer}/arguments`,
      message: 'the arguments of a strict function are not JSON',
      expected: 'JSON',
      actual: text.slice(0, 200),
      cause: 'not JSON',
    });
    return;
  }
  const [first] = misfits(schema, parsed) ?? [];
  if (first === undefined) return;
  report({
    pointer: `${pointer}/arguments`,
    message: `the arguments of a strict function do not fit its schema: ${first.message}`,
    expected: schema,
    actual: parsed,
    cause: `schema ${first.keyword}`,
  });
}

export const looseArgumentsParse = rule({
  id: 'TOOL-ARGS-PARSE',
  level: 'SHOULD',
  basis: 'prose',
  area: 'tools',
  title: 'arguments of functions that are not strict are a JSON object, too',
  source: {
    dialect: 'openai',
    section: 'FunctionToolCall.arguments',
    note: 'a JSON string of the arguments; without strict the model may err',
  },
  needs: ['tools'],
  why: 'Frameworks parse without asking for strictness and end the run when it fails.',
  fix: 'Constrain decoding of arguments to JSON, and send "{}" where there are none.',
  judge: exchanges({
    given: (view) => wholeCalls(view, false).length > 0,
    check: (view, report) => {
      for (const [{ pointer, value }] of wholeCalls(view, false)) {
        const text = stringAt(value, 'arguments');
        if (text === null || isObject(parsedJson(text))) continue;
        report({
          pointer: `${pointer}/arguments`,
          message: 'the arguments are not a JSON object',
          expected: 'a JSON object',
          actual: text.slice(0, 200),
        });
      }
    },
  }),
});

export const grammarFollowed = rule({
  id: 'TOOL-CUSTOM-GRAMMAR',
  level: 'MUST',
  basis: 'schema',
  area: 'tools',
  title: 'the input of a custom tool with a grammar follows the grammar',
  source: {
    dialect: 'openai',
    section: 'CustomToolParam.format',
    note: 'grammar: lark or regex; the input is constrained by it',
  },
  needs: ['custom-tools'],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  evidence: ['tools/custom-regex', 'tools/custom-lark'],
  why: 'The grammar is the parser’s own: anything else is refused by the tool or, worse, misread.',
  fix: 'Constrain decoding by the grammar, or refuse the format with 400.',
  judge: items({
    types: ['custom_tool_call'],
    given: (call, view) =>
      view.response?.value['status'] === 'completed' && !wasCut(view) && patternFor(call, view) !== null,
    check: (call, report, view) => {
      const pattern = patternFor(call, view);
      const input = stringAt(call.value, 'input');
      if (input === null || pattern?.test(input) !== false) return;
      report({
        pointer: `${call.pointer}/input`,
        message: 'the input of a custom tool does not follow its grammar',
        expected: pattern.source,
        actual: input.slice(0, 200),
      });
    },
  }),
});

/**
 * What the whole input must match: the tool's own regex, or for a Lark grammar the equivalent that the sender noted.
 * Null where there is none, or where it is no expression of JavaScript's.
 */
function patternFor({ value }: Located, view: ExchangeView): RegExp | null {
  const format = objectAt(
    toolsOf(view).find((tool) => tool['name'] === value['name']),
    'format',
  );
  if (format?.['type'] !== 'grammar') return null;
  const source =
    format['syntax'] === 'regex'
      ? stringAt(format, 'definition')
      : stringAt(view.exchange.intent.notes, 'grammarPattern');
  if (source === null) return null;
  try {
    return new RegExp(`^(?:${source})$`, 'u');
  } catch {
    return null;
  }
}

export const argumentRules: readonly Rule[] = [argumentsAreJson, looseArgumentsParse, grammarFollowed];
