import type { JsonObject, JsonValue } from '../../../schemas/json.js';
import { stringAt } from '../../../schemas/json.js';
import type { Exchange } from '../../../targets/exchange.js';
import { itemsOf } from '../../engine/answers.js';
import { Blocked, type Scenario, type Stage, scenario } from '../../engine/scenario.js';
import { sendInvalid } from '../../errors/scenarios/invalid-case.js';
import { customCall } from './custom.js';
import { offered, required } from './functions.js';

const report = '{"temperature":21,"unit":"C","sky":"clear"}';
const longReport = JSON.stringify({
  temperature: 21,
  unit: 'C',
  sky: 'clear',
  hours: Array.from({ length: 24 }, (_, hour) => `${hour}:00 the wind blows gently from the old blue hills`),
});

/** Clean copies of the calls of an answer, and an output for each: all calls of a turn have to be answered. */
function answered(
  calls: readonly JsonObject[],
  output: JsonValue,
  outputType: string,
): readonly JsonObject[] {
  const copies = calls.map((call) => {
    const members = ['type', 'call_id', 'name', 'arguments', 'input'];
    return Object.fromEntries(
      members.flatMap((member) => (call[member] === undefined ? [] : [[member, call[member]]])),
    );
  });
  return [...copies, ...outputs(calls, output, outputType)];
}

// The id of the output item is deliberately not the call's id: agents send both.
function outputs(calls: readonly JsonObject[], output: JsonValue, type: string): readonly JsonObject[] {
  const prefix = type === 'function_call_output' ? 'fco' : 'ctco';
  return calls.map((call, index) => ({
    type,
    id: `${prefix}_conformance${index}`,
    call_id: stringAt(call, 'call_id') ?? '',
    output,
  }));
}

async function callsOf(stage: Stage, type: string, from: Scenario<Exchange>): Promise<readonly JsonObject[]> {
  const exchange = await stage.use(from);
  const text = type === 'function_call' ? 'arguments' : 'input';
  const calls = itemsOf(exchange, type).filter(
    (call) =>
      (stringAt(call, 'call_id') ?? '') !== '' &&
      stringAt(call, 'name') !== null &&
      stringAt(call, text) !== null,
  );
  if (calls.length === 0)
    throw new Blocked(`the answer of ${exchange.id} has no ${type} to answer`, exchange.id);
  return calls;
}

export const roundTrip = scenario({
  id: 'tools/round-trip',
  area: 'tools',
  title: 'the results of the forced calls sent back: short, long, as content parts, and streamed',
  needs: ['tools'],
  depth: 'standard',
  after: [required],
  cost: { requests: 3, input: 1200, output: 192 },
  async run(stage) {
    const calls = await callsOf(stage, 'function_call', required);
    const body = (output: JsonValue) => ({
      input: [
        { type: 'message', role: 'user', content: stage.prompts.parallelTools },
        ...answered(calls, output, 'function_call_output'),
      ],
      tools: offered(stage),
      max_output_tokens: 64,
    });
    const step = 'tool-result';
    const short = await stage.target.create(body(report), { step, notes: { resultSize: 'short' } });
    const twin = (resultSize: string) => ({
      step,
      twinOf: short.id,
      twin: 'longer-result',
      notes: { resultSize },
    });
    const stream = await stage.offers('streaming');
    await stage.case(2).create({ ...body(longReport), stream }, twin('a longer result'));
    await stage
      .case(3)
      .create(body([{ type: 'input_text', text: longReport }]), twin('a longer result in content parts'));
  },
});

export const customRoundTrip = scenario({
  id: 'tools/custom-round-trip',
  area: 'tools',
  title: 'the result of the call of a custom tool sent back',
  needs: ['custom-tools'],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  depth: 'standard',
  after: [customCall],
  cost: { requests: 1, input: 200, output: 64 },
  async run(stage) {
    const calls = await callsOf(stage, 'custom_tool_call', customCall);
    await stage.target.create(
      {
        input: [
          { type: 'message', role: 'user', content: stage.prompts.tool },
          ...answered(calls, 'Noted.', 'custom_tool_call_output'),
        ],
        tools: [{ type: 'custom', name: 'write_note', description: 'Writes a note down.' }],
        max_output_tokens: 64,
      },
      { step: 'tool-result' },
    );
  },
});

export const refusedReferences = scenario({
  id: 'tools/refused-references',
  area: 'tools',
  title:
    'a result for a call that nobody made, a choice of a function that nobody declared, a tool type that nobody knows',
  needs: ['tools'],
  depth: 'standard',
  order: 'invalid',
  cost: { requests: 3, input: 200, output: 100 },
  async run(stage) {
    await stage.target.create(
      {
        input: [
          { type: 'message', role: 'user', content: stage.prompts.short },
          { type: 'function_call_output', call_id: 'call_that_nobody_made', output: report },
        ],
        tools: offered(stage),
        max_output_tokens: 32,
      },
      invalidReference('/input/1/call_id', 'unknown-call-id', 'call_id answers no call in the context'),
    );
    await stage.case(2).create(
      {
        input: stage.prompts.short,
        tools: offered(stage),
        tool_choice: { type: 'function', name: 'a_function_that_nobody_declared' },
        max_output_tokens: 32,
      },
      invalidReference('/tool_choice/name', 'undeclared-tool', 'tool_choice names no declared function'),
    );
    await sendInvalid({ ...stage, case: (number) => stage.case(number + 2) }, [
      {
        name: 'unknown-tool-type',
        body: { input: stage.prompts.short, tools: [{ type: 'no_such_tool' }], max_output_tokens: 32 },
        at: '/tools/0/type',
      },
    ]);
  },
});

function invalidReference(pointer: string, keyword: string, expectation: string) {
  return {
    validity: 'invalid',
    violation: { in: 'state', pointer, keyword, expectation, level: 'SHOULD' },
  } as const;
}

export const resultScenarios: readonly Scenario[] = [roundTrip, customRoundTrip, refusedReferences];
