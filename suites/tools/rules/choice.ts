import { objectsAt, stringAt } from '../../../schemas/json.js';
import { exchanges } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import { type ExchangeView, inResponse } from '../../engine/view.js';
import { calledName, callsIn, choiceOf, hasOnlyClientTools, isWhole, toolsOf } from '../calls.js';

const answeredWith = (kind: string) => (view: ExchangeView) =>
  isWhole(view) && toolsOf(view).length > 0 && choiceOf(view).kind === kind;

export const noneCallsNothing = rule({
  id: 'REQ-TOOLCHOICE-NONE',
  level: 'MUST',
  basis: 'prose',
  area: 'tools',
  title: 'with tool_choice "none" no tool is called',
  source: { dialect: 'openai', section: 'ToolChoiceOptions', note: 'none: the model will not call any tool' },
  needs: ['tools'],
  why: 'Agents use it to get their final answer in words; a call instead is a turn that never ends.',
  fix: 'Leave tools out of the prompt and of decoding when the choice is none, but echo them.',
  judge: exchanges({
    of: ['create-response'],
    given: (view) => view.response !== null && toolsOf(view).length > 0 && choiceOf(view).kind === 'none',
    check: (view, report) => {
      for (const call of callsIn(view)) {
        report({
          pointer: call.pointer,
          message: `${calledName(call)} is called although tool_choice is "none"`,
          expected: 'no call',
          actual: stringAt(call.value, 'type'),
        });
      }
    },
  }),
});

export const requiredCalls = rule({
  id: 'REQ-TOOLCHOICE-REQUIRED',
  level: 'MUST',
  basis: 'prose',
  area: 'tools',
  title: 'with tool_choice "required" at least one tool is called',
  source: {
    dialect: 'openai',
    section: 'ToolChoiceOptions',
    note: 'required: the model must call one or more tools',
  },
  needs: ['tools'],
  why: 'Routers and extractors force a call and read its arguments; prose in its place breaks them.',
  fix: 'Constrain decoding to a call, or refuse the choice with 400; do not treat it as "auto".',
  judge: exchanges({
    given: answeredWith('required'),
    check: (view, report) => {
      if (callsIn(view).length > 0 || view.items.some(({ value }) => isToolTrace(value['type']))) return;
      report({
        pointer: inResponse(view, 'output'),
        message: 'the response completed without any call although tool_choice is "required"',
        expected: 'at least one call',
        actual: view.items.map(({ value }) => stringAt(value, 'type')),
      });
    },
  }),
});

// A server that lists tools, asks for approval or for consent has begun to call.
function isToolTrace(type: unknown): boolean {
  return ['mcp_list_tools', 'mcp_approval_request', 'oauth_consent_request', 'program'].includes(
    String(type),
  );
}

export const namedFunctionCalled = rule({
  id: 'REQ-TOOLCHOICE-FN',
  level: 'MUST',
  basis: 'prose',
  area: 'tools',
  title: 'a tool_choice that names a function has that function called, and no other',
  source: {
    dialect: 'openai',
    section: 'ToolChoiceFunction',
    note: 'forces the model to call a specific function',
  },
  needs: ['tools'],
  why: 'Extraction by a named function is the oldest form of structured output; another function’s arguments are garbage to it.',
  fix: 'Constrain decoding to the named function’s call.',
  judge: exchanges({
    given: answeredWith('function'),
    check: (view, report) => {
      const wanted = stringAt(choiceOf(view).choice, 'name');
      const called = callsIn(view).map(calledName);
      const others = called.filter((name) => name !== wanted);
      if (called.length === 0) {
        report({
          pointer: inResponse(view, 'output'),
          message: `${wanted} was to be called, yet the response completed without a call`,
          expected: wanted,
          actual: null,
          cause: 'no call',
        });
      } else if (others.length > 0) {
        report({
          pointer: inResponse(view, 'output'),
          message: `${wanted} was to be called, not ${others.join(', ')}`,
          expected: wanted,
          actual: called,
          cause: 'other call',
        });
      }
    },
  }),
});

export const autoIsDefault = rule({
  id: 'REQ-TOOLCHOICE-AUTO',
  level: 'MUST',
  basis: 'prose',
  area: 'tools',
  title: 'where tools are given without a tool_choice, the choice is "auto"',
  source: {
    dialect: 'open-responses',
    section: 'tool_choice',
    note: 'auto is the default when tools are given',
  },
  needs: ['tools'],
  why: 'Callers that leave it out want the model to decide.',
  fix: 'Default to "auto" and echo it.',
  judge: exchanges({
    of: ['create-response'],
    given: (view) =>
      toolsOf(view).length > 0 &&
      (view.body?.['tool_choice'] ?? null) === null &&
      (view.response?.value['tool_choice'] ?? null) !== null,
    check: (view, report) => {
      const shown = view.response?.value['tool_choice'];
      if (shown === 'auto') return;
      report({
        pointer: inResponse(view, 'tool_choice'),
        message: 'the request left tool_choice out, yet it is not "auto"',
        expected: 'auto',
        actual: shown ?? null,
      });
    },
  }),
});

export const allowedToolsEnforced = rule({
  id: 'REQ-ALLOWED-ENFORCE',
  level: 'MUST',
  basis: 'prose',
  area: 'tools',
  title: 'with allowed_tools only the listed tools are called, at least one of them in mode "required"',
  source: {
    dialect: 'open-responses',
    section: 'allowed_tools',
    note: 'calls outside the list are rejected or suppressed; the tools list stays as sent',
  },
  needs: ['tools'],
  why: 'Agents narrow the tools of a turn this way without breaking the prompt cache; a forbidden call may be a dangerous one.',
  fix: 'Constrain decoding to the listed tools, or drop other calls before they go out.',
  judge: exchanges({
    given: (view) => answeredWith('allowed_tools')(view) && hasOnlyClientTools(view),
    check: (view, report) => {
      const { choice } = choiceOf(view);
      const allowed = objectsAt(choice, 'tools').map(({ value }) => stringAt(value, 'name'));
      const calls = callsIn(view);
      for (const call of calls) {
        if (allowed.includes(calledName(call))) continue;
        report({
          pointer: `${call.pointer}/name`,
          message: `${calledName(call)} is called although it is not among the allowed tools`,
          expected: allowed,
          actual: calledName(call),
          cause: 'outside',
        });
      }
      if (calls.length === 0 && stringAt(choice, 'mode') === 'required') {
        report({
          pointer: inResponse(view, 'output'),
          message: 'no tool is called although the mode of allowed_tools is "required"',
          expected: allowed,
          actual: null,
          cause: 'no call',
        });
      }
    },
  }),
});

export const choiceRules: readonly Rule[] = [
  noneCallsNothing,
  requiredCalls,
  namedFunctionCalled,
  autoIsDefault,
  allowedToolsEnforced,
];
