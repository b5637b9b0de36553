import type { FunctionTool, ResponseInputItem } from 'openai/resources/responses/responses';
import { type JsonObject, objectAt, stringAt } from '../../schemas/json.js';
import { idOf } from '../engine/answers.js';
import { NotSent, type Scenario, type Stage, scenario } from '../engine/scenario.js';
import { has } from '../state/scenarios/wording.js';
import { shortText } from '../streaming/scenarios/text.js';
import { answeredBefore, bridge } from './bridge.js';
import { expectThat, loadSdk, session } from './session.js';

const howToGet =
  'the official SDK is not installed: npm install openai@6.49.0 beside responses-conformance, and run again';

/** Loads the SDK and gives a client whose requests go through ours, with a place for the outcomes. */
async function start(stage: Stage, connection = bridge(stage.target, stage.facts.baseUrl)) {
  const sdk = await loadSdk();
  if (sdk === null) throw new NotSent(howToGet);
  const { baseUrl, model } = stage.facts;
  const client = new sdk.OpenAI({
    apiKey: 'kept-by-the-suite',
    baseURL: baseUrl,
    fetch: connection.fetch,
    maxRetries: 0,
  });
  return { client, model, ...session(sdk, connection) };
}

// Outcomes travel in the notes of one more request, so that rules find them in the transcript like everything else.
async function close(
  stage: Stage,
  id: string | null,
  notes: ReturnType<ReturnType<typeof session>['notes']>,
) {
  await stage.target.retrieve(id ?? 'resp_sdk', { validity: 'unknown', step: 'outcomes', notes });
}

async function limit(stage: Stage) {
  return (await stage.offers('max-output-tokens')) ? { max_output_tokens: 64 } : {};
}

const streaming = scenario({
  id: 'sdk/stream',
  area: 'sdk',
  title: 'The official SDK puts together a stream that was answered before',
  needs: ['streaming'],
  depth: 'smoke',
  after: [shortText],
  cost: { requests: 1, input: 0, output: 0 },
  async run(stage) {
    const { stream: streamed } = await stage.use(shortText);
    const { client, model, attempt, notes } = await start(stage, answeredBefore(streamed));
    await attempt('stream', async () => {
      const stream = client.responses.stream({ model, input: stage.prompts.short });
      let text = '';
      stream.on('response.output_text.delta', ({ delta }) => {
        text += delta;
      });
      const final = await stream.finalResponse();
      expectThat(final.output_text === text, 'an output_text that is not what its delta events said');
    });
    await close(stage, idOf(streamed), notes());
  },
});

const everyday = scenario({
  id: 'sdk/session',
  area: 'sdk',
  title: 'The official SDK creates, retrieves, pages through input items, parses, and runs a tool loop',
  needs: [],
  depth: 'standard',
  cost: { requests: 8, input: 300, output: 448 },
  async run(stage) {
    const parts = await start(stage);
    const id = await plainCalls(stage, parts);
    if (await stage.offers('structured-output')) await parsedOutput(stage, parts);
    if ((await stage.offers('tools')) && (await stage.offers('streaming'))) await toolLoop(stage, parts);
    await close(stage, id, parts.notes());
  },
});

type Parts = Awaited<ReturnType<typeof start>>;

async function plainCalls(stage: Stage, { client, model, attempt }: Parts): Promise<string | null> {
  const { short } = stage.prompts;
  const input = [short, short, short].map((content) => ({ type: 'message', role: 'user', content }) as const);
  const created = await attempt('create', async () => {
    const response = await client.responses.create({ model, input, ...(await limit(stage)) });
    expectThat(typeof response.id === 'string', 'a response without an id');
    expectThat(typeof response.output_text === 'string', 'a response whose output_text is no string');
    return response;
  });
  if (created === null || !has(stage, 'retrieve-response') || !(await stage.offers('state')))
    return created?.id ?? null;
  await attempt('retrieve', async () => {
    const response = await client.responses.retrieve(created.id);
    expectThat(response.output_text === created.output_text, 'another output_text than the create call did');
  });
  if (!(await stage.offers('input-items'))) return created.id;
  await attempt('pages', async () => {
    const seen = new Set<string>();
    let entries = 0;
    for await (const item of client.responses.inputItems.list(created.id, { limit: 2 })) {
      entries += 1;
      seen.add('id' in item ? (item.id ?? '') : '');
      if (entries > input.length * 2) break;
    }
    expectThat(entries === input.length, `${entries} input items over all pages, of ${input.length}`);
    expectThat(seen.size === input.length, 'the same input item twice');
  });
  return created.id;
}

async function parsedOutput(stage: Stage, { client, model, attempt }: Parts): Promise<void> {
  const format = await parseableFormat();
  await attempt('parse', async () => {
    const parsed = await client.responses.parse({ model, input: stage.prompts.json, text: { format } });
    // What was cut off or refused has nothing to be parsed.
    const refused = parsed.output.some(
      (item) => item.type === 'message' && item.content.some(({ type }) => type === 'refusal'),
    );
    if (parsed.status === 'completed' && !refused)
      expectThat(parsed.output_parsed !== null, 'no parsed output for a completed response');
  });
}

async function toolLoop(stage: Stage, { client, model, attempt }: Parts): Promise<void> {
  const { prompts, tools } = stage;
  const offered = [functionTool(tools.weather)];
  const name = stringAt(tools.weather, 'name') ?? '';
  await attempt('tools', async () => {
    const asked = { role: 'user', content: prompts.tool } as const;
    const first = await client.responses
      .stream({ model, input: [asked], tools: offered, tool_choice: { type: 'function', name } })
      .finalResponse();
    const calls = first.output.filter((item) => item.type === 'function_call');
    if (first.status === 'incomplete') return;
    expectThat(calls.length > 0, 'no function_call item for a forced call');
    for (const call of calls) JSON.parse(call.arguments);
    const outputs = calls.map(
      ({ call_id }) => ({ type: 'function_call_output', call_id, output: '21 degrees' }) as const,
    );
    await client.responses.create({
      model,
      input: [asked, ...asInput(first.output), ...outputs],
      tools: offered,
      ...(await limit(stage)),
    });
  });
}

async function parseableFormat() {
  const { makeParseableTextFormat } = await import('openai/lib/parser');
  return makeParseableTextFormat(
    {
      type: 'json_schema',
      name: 'place',
      strict: true,
      schema: {
        type: 'object',
        properties: { name: { type: 'string' }, population: { type: 'integer' } },
        required: ['name', 'population'],
        additionalProperties: false,
      },
    },
    (content): unknown => JSON.parse(content),
  );
}

// The SDK adds what it parsed to the items; only what the server sent goes back to it.
function asInput(output: readonly unknown[]): ResponseInputItem[] {
  return JSON.parse(JSON.stringify(output), (member, value: unknown) =>
    member === 'parsed' || member === 'parsed_arguments' ? undefined : value,
  ) as ResponseInputItem[];
}

function functionTool(tool: JsonObject): FunctionTool {
  return {
    type: 'function',
    name: stringAt(tool, 'name') ?? '',
    description: stringAt(tool, 'description'),
    parameters: objectAt(tool, 'parameters'),
    strict: tool['strict'] === true,
  };
}

export const sdkScenarios: readonly Scenario[] = [streaming, everyday];
