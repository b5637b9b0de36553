import { type JsonObject, numberAt, objectAt } from '../../../schemas/json.js';
import type { Exchange } from '../../../targets/exchange.js';
import { responseOf } from '../../engine/answers.js';
import { Blocked, Inconclusive, scenario } from '../../engine/scenario.js';

/** The smallest limit that every dialect allows. */
export const smallestLimit = 16;

/** Notes of a request whose answer cannot fit into its limit. */
const cut = { notes: { asksForMore: true } };

/** Requests sent at most until one answer really used up its limit: tiny models stop early by chance. */
const attempts = 3;

/** Sends until the answer used up its limit. Gives the last exchange. */
async function untilCut(send: (attempt: number) => Promise<Exchange>): Promise<Exchange> {
  let exchange = await send(1);
  for (let attempt = 2; attempt <= attempts && endedEarly(exchange); attempt += 1) {
    exchange = await send(attempt);
  }
  return exchange;
}

function endedEarly(exchange: Exchange): boolean {
  try {
    const usage = objectAt(responseOf(exchange), 'usage');
    const tokens = numberAt(usage ?? undefined, 'output_tokens');
    return tokens !== null && tokens > 0 && tokens < smallestLimit;
  } catch (error) {
    // Without a finished answer there is no reason to ask again; what is wrong with it, rules say.
    if (error instanceof Blocked || error instanceof Inconclusive) return false;
    throw error;
  }
}

/** A long text under the smallest limit, as JSON. */
export const cutText = scenario({
  id: 'limits/cut-text',
  area: 'limits',
  title: 'A long text under the smallest max_output_tokens',
  needs: ['max-output-tokens'],
  probes: ['max-output-tokens'],
  depth: 'smoke',
  cost: { requests: 1, input: 50, output: 16 },
  run: (stage) =>
    untilCut((attempt) =>
      stage.case(attempt).create({ input: stage.prompts.long, max_output_tokens: smallestLimit }, cut),
    ),
});

/** The same as a stream. */
export const cutStream = scenario({
  id: 'limits/cut-stream',
  area: 'limits',
  title: 'A long text under the smallest max_output_tokens, streamed',
  needs: ['max-output-tokens', 'streaming'],
  depth: 'smoke',
  after: [cutText],
  cost: { requests: 1, input: 50, output: 16 },
  run: async (stage) => {
    const json = await stage.use(cutText);
    return untilCut((attempt) =>
      stage
        .case(attempt)
        .create(
          { input: stage.prompts.long, max_output_tokens: smallestLimit, stream: true },
          { ...cut, twinOf: json.id, twin: 'stream' },
        ),
    );
  },
});

/** A limit in the middle: what is generated grows with it. */
export const cutLater = scenario({
  id: 'limits/cut-later',
  area: 'limits',
  title: 'A long text under a limit of 48 tokens',
  needs: ['max-output-tokens'],
  depth: 'standard',
  cost: { requests: 1, input: 50, output: 48 },
  run: ({ target, prompts }) => target.create({ input: prompts.long, max_output_tokens: 48 }, cut),
});

/** A forced tool call under the smallest limit, in both modes: it may fit, or be cut. */
export const cutToolCall = scenario({
  id: 'limits/cut-tool-call',
  area: 'limits',
  title: 'A forced tool call under the smallest max_output_tokens, in both modes',
  needs: ['max-output-tokens', 'tools'],
  depth: 'standard',
  cost: { requests: 2, input: 200, output: 32 },
  run: async (stage) => {
    const body: JsonObject = {
      input: stage.prompts.tool,
      tools: [stage.tools.weather],
      tool_choice: 'required',
      max_output_tokens: smallestLimit,
    };
    const plain = await stage.target.create(body);
    if (!(await stage.offers('streaming'))) return;
    await stage.case(2).create({ ...body, stream: true }, { twinOf: plain.id, twin: 'stream' });
  },
});

/** Reasoning under the smallest limit, in both modes: there may be no text at all. */
export const cutReasoning = scenario({
  id: 'limits/cut-reasoning',
  area: 'limits',
  title: 'Reasoning under the smallest max_output_tokens, in both modes',
  needs: ['max-output-tokens', 'reasoning'],
  depth: 'standard',
  cost: { requests: 2, input: 100, output: 32 },
  run: async (stage) => {
    const body: JsonObject = {
      input: stage.prompts.reasoning,
      reasoning: { effort: 'low' },
      max_output_tokens: smallestLimit,
    };
    const plain = await stage.target.create(body);
    if (!(await stage.offers('streaming'))) return;
    await stage.case(2).create({ ...body, stream: true }, { twinOf: plain.id, twin: 'stream' });
  },
});
