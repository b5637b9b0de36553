import { isObject, type JsonObject } from '../../../schemas/json.js';
import { responseOf, wasAccepted } from '../../engine/answers.js';
import { NotSent, type Scenario, scenario } from '../../engine/scenario.js';
import { message, shortTurn } from '../../state/scenarios/wording.js';
import { isCompaction } from '../items.js';

/** The smallest threshold that the contract allows. */
const threshold = 1000;
const management = [{ type: 'compaction', compact_threshold: threshold }];

/** A compaction, and a short answer behind it. */
const outputTokens = 256;

/** Windows smaller than this may not hold what passes the threshold. */
const leastWindow = 2000;

const managed = scenario({
  id: 'compact/context-management',
  area: 'compact',
  title: 'Ask for compaction above a threshold that the input does not reach',
  needs: ['context-management'],
  probes: ['context-management'],
  dialects: ['openai', 'azure-foundry'],
  depth: 'standard',
  cost: { requests: 1, input: 20, output: 64 },
  async run(stage) {
    await stage.target.create(
      await shortTurn(stage, { input: stage.prompts.short, context_management: management }),
    );
  },
});

const beyondThreshold = scenario({
  id: 'compact/beyond-threshold',
  area: 'compact',
  title:
    'Ask for compaction above a threshold that the input passes, then go on from the output with as much again, streamed',
  needs: ['context-management'],
  dialects: ['openai', 'azure-foundry'],
  depth: 'standard',
  cost: { requests: 2, input: 2 * threshold + 200, output: 2 * outputTokens },
  async run(stage) {
    const { contextWindow } = stage.facts;
    if (contextWindow !== null && contextWindow < leastWindow)
      throw new NotSent(
        `a context window of ${contextWindow} tokens does not hold what passes the threshold`,
      );
    const long = message('user', `${manyWords()}. ${stage.prompts.short}`);
    const body: JsonObject = {
      context_management: management,
      ...((await stage.offers('max-output-tokens')) ? { max_output_tokens: outputTokens } : {}),
    };
    // Valid, but whether the window holds it is not known.
    const options = { validity: 'unknown', notes: { beyondThreshold: true } } as const;
    const compacted = await stage.target.create({ ...body, input: [long] }, options);
    if (!wasAccepted(compacted)) return;
    const output = responseOf(compacted)['output'];
    const items = Array.isArray(output) ? output.filter(isObject) : [];
    // Only a compaction makes the second turn another case than the first: what is not compacted costs the same again.
    if (!items.some(isCompaction)) return;
    await stage.target.create(
      { ...body, input: [...items, long], stream: await stage.offers('streaming') },
      { ...options, step: 'after-managed-compaction' },
    );
  },
});

/** So many short words that the threshold is passed with any tokenizer: each is a token at least. */
function manyWords(): string {
  const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
  return Array.from({ length: threshold + 10 }, (_, index) => numbers[index % numbers.length]).join(' ');
}

export const managedScenarios: readonly Scenario[] = [managed, beyondThreshold];
