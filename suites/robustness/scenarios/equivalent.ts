import { isObject, type JsonObject, type JsonValue } from '../../../schemas/json.js';
import { validators } from '../../../schemas/validators.js';
import type { Exchange } from '../../../targets/exchange.js';
import { plain } from '../../create/scenarios/plain.js';
import { type Stage, scenario } from '../../engine/scenario.js';
import { withModel } from '../../errors/scenarios/complete-body.js';

/** Scripts from right to left, beyond the first plane, combined, and in need of escapes. */
export const everyScript =
  'Grüße "aus" Kraków \\ — שלום, مرحبا, 日本語, हिन्दी, e\u0301 ≠ é, 👩\u200d👩\u200d👧 und \u{1D11E}.\n\tEnde.';

const original = { notes: { original: true } };

/** The request that the others are compared with, with texts in every script. */
export const plainOriginal = scenario<Exchange>({
  id: 'robustness/unicode',
  area: 'robustness',
  title: 'Texts in every script, in input and instructions',
  needs: [],
  depth: 'smoke',
  cost: { requests: 1, input: 150, output: 40 },
  run: (stage) => stage.target.create(unicodeBody(stage), original),
});

function unicodeBody(stage: Pick<Stage, 'prompts'>): JsonObject {
  return {
    input: [
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: everyScript }] },
      { type: 'message', role: 'user', content: stage.prompts.short },
    ],
    instructions: everyScript,
  };
}

/** The same JSON value in other bytes. */
export const otherBytes = scenario({
  id: 'robustness/other-bytes',
  area: 'robustness',
  title: 'The same JSON value with white space, in another order of members, and with escapes',
  needs: [],
  depth: 'standard',
  after: [plainOriginal],
  cost: { requests: 3, input: 450, output: 120 },
  run: async (stage) => {
    const first = await stage.use(plainOriginal);
    const body = withModel(stage.facts, unicodeBody(stage));
    const send = (caseNumber: number, twin: string, text: string) =>
      stage
        .case(caseNumber)
        .send({ method: 'POST', path: '/responses', body: text }, { twinOf: first.id, twin });
    await Promise.all([
      send(1, 'whitespace', `\r\n\t ${JSON.stringify(body, null, '\t')} \n\n`),
      send(2, 'key-order', JSON.stringify(reversed(body))),
      send(3, 'escapes', escaped(JSON.stringify(body))),
    ]);
  },
});

/** Members in the opposite order, in every object. */
function reversed(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([member, inner]) => [member, inner === undefined ? inner : reversed(inner)]),
  );
}

/** The same JSON with everything beyond ASCII as escapes. */
function escaped(json: string): string {
  return json.replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The plainest request again, with parameters that are null and with parameters at their defaults. */
export const saidOrLeftOut = scenario({
  id: 'robustness/said-or-left-out',
  area: 'robustness',
  title: 'Parameters that are null or at their default, against the same request without them',
  needs: [],
  depth: 'standard',
  after: [plain],
  cost: { requests: 2, input: 60, output: 80 },
  run: async (stage) => {
    const body = { input: stage.prompts.short };
    const first = await stage.use(plain);
    const nulls = accepted(stage, body, nullable);
    const defaults = accepted(stage, body, defaultsOf(stage));
    await Promise.all([
      stage
        .case(1)
        .create(
          { ...body, ...nulls },
          { twinOf: first.id, twin: 'nulls', notes: { added: Object.keys(nulls) } },
        ),
      stage
        .case(2)
        .create(
          { ...body, ...defaults },
          { twinOf: first.id, twin: 'defaults', notes: { added: Object.keys(defaults) } },
        ),
    ]);
  },
});

const nullable: JsonObject = {
  instructions: null,
  temperature: null,
  top_p: null,
  max_output_tokens: null,
  previous_response_id: null,
  metadata: null,
  parallel_tool_calls: null,
  truncation: null,
  reasoning: null,
  include: null,
  stream: null,
};

function defaultsOf({ dialect }: Pick<Stage, 'dialect'>): JsonObject {
  const { defaults } = dialect;
  return { ...defaults, stream: false };
}

/** Those of the members that the dialect's schema allows with this value. */
function accepted(
  stage: Pick<Stage, 'dialect' | 'facts'>,
  body: JsonObject,
  members: JsonObject,
): JsonObject {
  const validate = validators(stage.dialect.name).root('CreateResponse');
  return Object.fromEntries(
    Object.entries(members).filter(
      ([member, value]) => validate(withModel(stage.facts, { ...body, [member]: value })).length === 0,
    ),
  );
}
