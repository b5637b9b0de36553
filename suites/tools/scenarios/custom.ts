import type { JsonObject } from '../../../schemas/json.js';
import { type Scenario, type Stage, scenario } from '../../engine/scenario.js';

const dialects = ['openai', 'azure-openai', 'azure-foundry'] as const;
const limit = 256;

const noteTool: JsonObject = { type: 'custom', name: 'write_note', description: 'Writes a note down.' };

function forced(stage: Stage, tool: JsonObject): JsonObject {
  return {
    input: stage.prompts['customTool'] ?? 'Write down that the meeting moved to noon.',
    tools: [tool],
    tool_choice: { type: 'custom', name: tool['name'] },
    max_output_tokens: limit,
  };
}

export const customCall = scenario({
  id: 'tools/custom',
  area: 'tools',
  title: 'a custom tool with free text, named by the choice',
  needs: ['custom-tools'],
  probes: ['custom-tools'],
  dialects,
  depth: 'smoke',
  cost: { requests: 1, input: 80, output: 60 },
  run: (stage) => stage.target.create(forced(stage, noteTool)),
});

export const customStream = scenario({
  id: 'tools/custom-stream',
  area: 'tools',
  title: 'the same custom tool, streamed, beside a function',
  needs: ['custom-tools', 'streaming'],
  dialects,
  depth: 'standard',
  cost: { requests: 1, input: 140, output: 60 },
  run: (stage) =>
    stage.target.create({
      ...forced(stage, noteTool),
      tools: [noteTool, stage.tools.weather],
      stream: true,
    }),
});

/** Dates, which both grammars describe; `pattern` is what the whole input has to match. */
const pattern = '20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])';
const lark = [
  'start: YEAR "-" MONTH "-" DAY',
  'YEAR: /20[0-9]{2}/',
  'MONTH: /(0[1-9]|1[0-2])/',
  'DAY: /(0[1-9]|[12][0-9]|3[01])/',
].join('\n');

function dateTool(syntax: 'regex' | 'lark', definition: string): JsonObject {
  return {
    type: 'custom',
    name: 'save_date',
    description: 'Saves a date, written as year-month-day.',
    format: { type: 'grammar', syntax, definition },
  };
}

export const customRegex = scenario({
  id: 'tools/custom-regex',
  area: 'tools',
  title: 'a custom tool whose input a regular expression describes',
  needs: ['custom-tools'],
  dialects,
  depth: 'standard',
  cost: { requests: 1, input: 120, output: 40 },
  run: (stage) => stage.target.create(forced(stage, dateTool('regex', pattern))),
});

export const customLark = scenario({
  id: 'tools/custom-lark',
  area: 'tools',
  title: 'a custom tool whose input a Lark grammar describes',
  needs: ['custom-tools'],
  dialects,
  depth: 'standard',
  cost: { requests: 1, input: 140, output: 40 },
  run: (stage) =>
    stage.target.create(forced(stage, dateTool('lark', lark)), { notes: { grammarPattern: pattern } }),
});

export const customScenarios: readonly Scenario[] = [customCall, customStream, customRegex, customLark];
