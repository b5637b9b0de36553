import { type JsonObject, stringAt } from '../../../schemas/json.js';
import { idOf, itemsOf } from '../../engine/answers.js';
import { type Scenario, type Stage, scenario } from '../../engine/scenario.js';

const limit = 512;

/** Built-in types that a choice can name; every other hosted tool is forced by "required". */
const nameable = new Set([
  'file_search',
  'web_search_preview',
  'computer',
  'computer_use_preview',
  'image_generation',
  'code_interpreter',
]);

function choiceFor(tool: JsonObject): JsonObject | string {
  const type = stringAt(tool, 'type') ?? '';
  if (type === 'mcp') return { type: 'mcp', server_label: stringAt(tool, 'server_label') ?? '' };
  return nameable.has(type) ? { type } : 'required';
}

function promptFor(stage: Stage, tool: JsonObject): string {
  const type = stringAt(tool, 'type') ?? '';
  return stage.prompts[type] ?? `Use the ${type} tool once: look for a short greeting.`;
}

/** What can be asked for beside the bare call, by tool type. */
const includes: { readonly [type: string]: readonly string[] | undefined } = {
  file_search: ['file_search_call.results'],
  web_search: ['web_search_call.results', 'web_search_call.action.sources'],
  web_search_preview: ['web_search_call.action.sources'],
  code_interpreter: ['code_interpreter_call.outputs'],
  memory_search_preview: ['memory_search_call.results'],
};

export const hostedTools = scenario({
  id: 'tools/hosted',
  area: 'tools',
  title:
    'each configured hosted tool forced alone, with all that include can add: streamed, the first two as JSON, too',
  needs: ['hosted-tools'],
  probes: ['hosted-tools'],
  depth: 'standard',
  cost: { requests: 16, input: 1600, output: 1600 },
  async run(stage) {
    const stream = await stage.offers('streaming');
    for (const [index, tool] of stage.facts.hostedTools.filter(isHosted).entries()) {
      const include = includes[stringAt(tool, 'type') ?? ''];
      const body = {
        input: promptFor(stage, tool),
        tools: [tool],
        tool_choice: choiceFor(tool),
        ...(include === undefined ? {} : { include }),
        max_output_tokens: limit,
      };
      const first = await stage.case(2 * index + 1).create({ ...body, stream });
      if (stream && index < 2) {
        await stage.case(2 * index + 2).create(body, { twinOf: first.id, twin: 'stream' });
      }
    }
  },
});

// A namespace only groups functions of the caller's.
function isHosted(tool: JsonObject): boolean {
  return tool['type'] !== 'namespace';
}

/** Tools of which the approval and computer loops make no second call by themselves. */
const repeatable = new Set(['web_search', 'web_search_preview', 'file_search', 'code_interpreter']);

export const limitedCalls = scenario({
  id: 'tools/max-tool-calls',
  area: 'tools',
  title: 'several calls of a hosted tool asked for, one allowed',
  needs: ['hosted-tools', 'max-tool-calls'],
  depth: 'standard',
  cost: { requests: 1, input: 100, output: 120 },
  async run(stage) {
    const tool = stage.facts.hostedTools.find((one) => repeatable.has(stringAt(one, 'type') ?? ''));
    if (tool === undefined) return;
    const type = stringAt(tool, 'type') ?? '';
    await stage.target.create({
      input: stage.prompts[`${type}_thrice`] ?? `Call the ${type} tool 3 times, one after the other.`,
      tools: [tool],
      tool_choice: choiceFor(tool),
      max_tool_calls: 1,
      max_output_tokens: limit,
    });
  },
});

export const approval = scenario({
  id: 'tools/mcp-approval',
  area: 'tools',
  title: 'an MCP tool that needs approval: asked, approved, denied',
  needs: ['hosted-tools'],
  depth: 'standard',
  cost: { requests: 3, input: 400, output: 300 },
  async run(stage) {
    const configured = stage.facts.hostedTools.find((tool) => tool['type'] === 'mcp');
    if (configured === undefined) return;
    const tool = { ...configured, require_approval: 'always' };
    const body = { tools: [tool], tool_choice: choiceFor(tool), max_output_tokens: limit };
    const asked = await stage.target.create({ ...body, input: promptFor(stage, tool) });
    const [request] = itemsOf(asked, 'mcp_approval_request');
    if (request === undefined || !(await stage.offers('previous-response'))) return;
    for (const approve of [true, false]) {
      await stage.case(approve ? 2 : 3).create(
        {
          tools: [tool],
          max_output_tokens: limit,
          previous_response_id: idOf(asked),
          input: [
            { type: 'mcp_approval_response', approval_request_id: stringAt(request, 'id') ?? '', approve },
          ],
        },
        { notes: { approved: approve } },
      );
    }
  },
});

export const hostedScenarios: readonly Scenario[] = [hostedTools, limitedCalls, approval];
