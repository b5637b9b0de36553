import { isObject, type JsonObject, stringAt } from '../../../schemas/json.js';
import { itemsOf } from '../../engine/answers.js';
import { type Scenario, scenario } from '../../engine/scenario.js';

/** One forced function call: the shortest way to streamed arguments. */
const functionCall = scenario({
  id: 'streaming/function-call',
  area: 'streaming',
  title: 'a forced function call, as a stream',
  needs: ['streaming', 'tools'],
  depth: 'smoke',
  cost: { requests: 1, input: 100, output: 60 },
  run: ({ target, prompts, tools }) =>
    target.create({ input: prompts.tool, stream: true, tools: [tools.weather], tool_choice: 'required' }),
});

const functionCallTwin = scenario({
  id: 'streaming/function-call-twin',
  area: 'streaming',
  title: 'the same function call as JSON, and the turn that follows it as a stream',
  needs: ['streaming', 'tools'],
  depth: 'standard',
  after: [functionCall],
  cost: { requests: 2, input: 260, output: 120 },
  async run({ target, case: caseOf, prompts, tools, use }) {
    const stream = await use(functionCall);
    const json = await target.create(
      { input: prompts.tool, tools: [tools.weather], tool_choice: 'required' },
      { twinOf: stream.id, twin: 'stream' },
    );
    const call = itemsOf(stream, 'function_call')[0];
    const callId = stringAt(call, 'call_id');
    const name = stringAt(call, 'name');
    const sent = stringAt(call, 'arguments');
    // A call with members of the wrong type is for other rules to find: sent back it would break the request schema.
    if (callId === null || name === null || sent === null) return { json };
    const answered = await caseOf(2).create({
      input: [
        { type: 'message', role: 'user', content: prompts.tool },
        { type: 'function_call', call_id: callId, name, arguments: sent },
        { type: 'function_call_output', call_id: callId, output: '{"temperature": 21, "sky": "clear"}' },
      ],
      tools: [tools.weather],
      stream: true,
      max_output_tokens: 128,
    });
    return { json, answered };
  },
});

const parallelCalls = scenario({
  id: 'streaming/parallel-calls',
  area: 'streaming',
  title: 'two calls in one response, one item after the other or interleaved',
  needs: ['streaming', 'tools', 'parallel-tools'],
  depth: 'standard',
  cost: { requests: 1, input: 110, output: 100 },
  run: ({ target, prompts, tools }) =>
    target.create({
      input: prompts.parallelTools,
      stream: true,
      tools: [tools.weather],
      tool_choice: 'required',
      parallel_tool_calls: true,
    }),
});

const textThenCall = scenario({
  id: 'streaming/text-then-call',
  area: 'streaming',
  title: 'a sentence of text and then a call, as far as the model does as it is told',
  needs: ['streaming', 'tools'],
  depth: 'standard',
  cost: { requests: 1, input: 130, output: 120 },
  run: ({ target, prompts, tools }) =>
    target.create({
      instructions: 'Say in one sentence what you are about to do, then call the tool.',
      input: prompts.tool,
      stream: true,
      tools: [tools.weather],
    }),
});

const customCall = scenario({
  id: 'streaming/custom-call',
  area: 'streaming',
  title: 'a forced call of a custom tool, whose input is free text',
  needs: ['streaming', 'custom-tools'],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  depth: 'standard',
  cost: { requests: 1, input: 100, output: 60 },
  run: ({ target, prompts }) =>
    target.create({
      input: prompts['customTool'] ?? 'Write down that the meeting moved to noon.',
      stream: true,
      tools: [{ type: 'custom', name: 'write_note', description: 'Writes a note down.' }],
      tool_choice: { type: 'custom', name: 'write_note' },
    }),
});

/** Hosted tools are slow and cost money, and each is streamed when it is forced: here the model is free not to call. */
const mostHostedTools = 1;

const hostedTools = scenario({
  id: 'streaming/hosted-tools',
  area: 'streaming',
  title: 'the first configured hosted tool, asked for by a fitting question',
  needs: ['streaming', 'hosted-tools'],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  depth: 'standard',
  cost: { requests: mostHostedTools, input: 150, output: 150 },
  async run({ case: caseOf, facts, prompts }) {
    const tools = facts.hostedTools.filter(isObject).slice(0, mostHostedTools);
    await Promise.all(
      tools.map((tool, index) =>
        caseOf(index + 1).create({ input: questionFor(tool, prompts), stream: true, tools: [tool] }),
      ),
    );
  },
});

const questions: { readonly [type: string]: string } = {
  web_search: 'Search the web for the height of Mount Everest and answer in one sentence.',
  web_search_preview: 'Search the web for the height of Mount Everest and answer in one sentence.',
  file_search: 'Search the files and say in one sentence what they are about.',
  code_interpreter: 'Use Python to compute 17 * 23 and answer with the number.',
  image_generation: 'Draw a small red square.',
  mcp: 'Use the tools of the server to answer: what can you do?',
};

function questionFor(tool: JsonObject, prompts: { readonly [name: string]: string }): string {
  const type = stringAt(tool, 'type') ?? '';
  return prompts[type] ?? questions[type] ?? 'Use the tool that you have and answer in one sentence.';
}

/** Streams in which tools are called. */
export const callScenarios: readonly Scenario[] = [
  functionCall,
  functionCallTwin,
  parallelCalls,
  textThenCall,
  customCall,
  hostedTools,
];
