import { numberAt, objectsAt, stringAt } from '../../../schemas/json.js';
import { exchanges, found } from '../../engine/judges.js';
import type { Located } from '../../engine/located.js';
import { type Rule, rule } from '../../engine/rule.js';
import { type ExchangeView, inResponse } from '../../engine/view.js';
import { callsIn, choiceOf, isWhole, itemTypesOf, toolsOf } from '../calls.js';

/** The type of the hosted tool that has to run: of the only one that is offered, and forced. Null where there is none. */
function forcedTool(view: ExchangeView): string | null {
  const [type, ...others] = toolsOf(view).flatMap((tool) => stringAt(tool, 'type') ?? []);
  if (type === undefined || others.length > 0 || !isWhole(view)) return null;
  if (type === 'function' || type === 'custom') return null;
  return ['required', type, 'mcp'].includes(choiceOf(view).kind) ? type : null;
}

export const hostedToolRuns = rule({
  id: 'TOOL-HOSTED-CALL',
  level: 'MUST',
  basis: 'prose',
  area: 'tools',
  title: 'a hosted tool that is forced shows in an item of its own type',
  source: {
    dialect: 'openai',
    section: 'ToolChoiceTypes',
    note: 'the model should use a built-in tool; each has its item type',
  },
  needs: ['hosted-tools'],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  evidence: ['tools/hosted'],
  why: 'Sources, results and bills of hosted tools are read from their items; without one nobody knows that it ran.',
  fix: 'Put out the call item of the tool (web_search_call, file_search_call, …) before the text.',
  judge: found({
    pick: forcedTool,
    check: (type, report, view) => {
      const wanted = itemTypesOf(type);
      const seen = view.items.map(({ value }) => stringAt(value, 'type'));
      if (wanted.some((item) => seen.includes(item))) return;
      report({
        pointer: inResponse(view, 'output'),
        message: `${type} was forced, yet the output has no item of it`,
        expected: wanted,
        actual: seen,
        cause: type,
      });
    },
  }),
});

const clientCalls = new Set(['function_call', 'custom_tool_call']);

export const callsLimited = rule({
  id: 'REQ-MAXTOOL-IGNORE',
  level: 'MUST',
  basis: 'prose',
  area: 'tools',
  title: 'no more calls of built-in tools are made than max_tool_calls allows, all tools together',
  source: {
    dialect: 'openai',
    section: 'CreateResponse.max_tool_calls',
    note: 'further attempts are ignored',
  },
  needs: ['max-tool-calls', 'hosted-tools'],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  evidence: ['tools/max-tool-calls'],
  why: 'It is the only brake on what a hosted tool loop costs.',
  fix: 'Count calls over the whole response and stop offering tools when the limit is reached.',
  judge: exchanges({
    of: ['create-response'],
    given: (view) => numberAt(view.body, 'max_tool_calls') !== null && hostedCalls(view) > 0,
    check: (view, report) => {
      const limit = numberAt(view.body, 'max_tool_calls') ?? 0;
      const made = hostedCalls(view);
      if (made <= limit) return;
      report({
        pointer: inResponse(view, 'output'),
        message: `${made} calls of built-in tools were made`,
        expected: `<= ${limit}`,
        actual: made,
        cause: 'too many',
      });
    },
  }),
});

function hostedCalls(view: ExchangeView): number {
  return callsIn(view).filter(({ value }) => !clientCalls.has(String(value['type']))).length;
}

export const approvalAwaited = rule({
  id: 'TOOL-MCP-APPROVAL',
  level: 'MUST',
  basis: 'prose',
  area: 'tools',
  title: 'an MCP tool that requires approval is called only after an mcp_approval_response that approves',
  source: {
    dialect: 'openai',
    section: 'MCPTool.require_approval',
    note: 'always: every call is put to the caller first',
  },
  needs: ['hosted-tools'],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  evidence: ['tools/mcp-approval', 'tools/hosted'],
  why: 'Approval is what stands between a model and a tool that deletes things.',
  fix: 'Put out an mcp_approval_request and end the response; call when the approval comes, never when it is denied.',
  judge: exchanges({
    of: ['create-response'],
    given: (view) => guardedItems(view).length > 0 && (view.body?.['previous_response_id'] ?? null) === null,
    check: (view, report) => {
      const asked = guardedItems(view).some(({ value }) => value['type'] === 'mcp_approval_request');
      for (const { pointer, value } of guardedItems(view)) {
        if (value['type'] !== 'mcp_call' || approves(view)) continue;
        report({
          pointer,
          message: asked
            ? 'the tool is called while approval is still asked for'
            : 'the tool is called unapproved',
          expected: 'mcp_approval_request',
          actual: 'mcp_call',
        });
      }
    },
  }),
});

/** Calls and requests for approval that go to servers whose tools may never run unasked. */
function guardedItems(view: ExchangeView): readonly Located[] {
  const servers = toolsOf(view)
    .filter((tool) => tool['require_approval'] === 'always')
    .map((tool) => stringAt(tool, 'server_label'));
  return view.items.filter(
    ({ value }) =>
      ['mcp_call', 'mcp_approval_request'].includes(String(value['type'])) &&
      servers.includes(stringAt(value, 'server_label')),
  );
}

function approves(view: ExchangeView): boolean {
  return objectsAt(view.body, 'input').some(
    ({ value }) => value['type'] === 'mcp_approval_response' && value['approve'] === true,
  );
}

export const approvedToolRuns = rule({
  id: 'TOOL-MCP-APPROVED',
  level: 'MUST',
  basis: 'prose',
  area: 'tools',
  title: 'an approved MCP call is made, a denied one is not',
  source: {
    dialect: 'openai',
    section: 'MCPApprovalResponse',
    note: 'approve: whether the request was approved',
  },
  needs: ['hosted-tools'],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  evidence: ['tools/mcp-approval'],
  why: 'The user pressed a button and waits for what it does.',
  fix: 'Resume with the call named by approval_request_id when approve is true; tell the model of the denial otherwise.',
  judge: exchanges({
    of: ['create-response'],
    given: (view) =>
      view.response?.value['status'] === 'completed' &&
      typeof view.exchange.intent.notes['approved'] === 'boolean',
    check: (view, report) => {
      const approved = view.exchange.intent.notes['approved'] === true;
      const called = view.items.some(({ value }) => value['type'] === 'mcp_call');
      if (called === approved) return;
      const message = approved ? 'the approved call is not made' : 'the denied call is made all the same';
      report({
        pointer: inResponse(view, 'output'),
        message,
        expected: approved ? 'mcp_call' : 'no mcp_call',
        actual: view.items.map(({ value }) => stringAt(value, 'type')),
        cause: message,
      });
    },
  }),
});

export const hostedRules: readonly Rule[] = [hostedToolRuns, callsLimited, approvalAwaited, approvedToolRuns];
