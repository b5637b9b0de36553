import { type JsonObject, type JsonValue, objectsAt, stringAt } from '../../../schemas/json.js';
import { twins } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';

/** Members of the contract's Response object that both modes show. `output` is compared item type by item type. */
const members = [
  'id',
  'object',
  'status',
  'created_at',
  'model',
  'error',
  'incomplete_details',
  'instructions',
  'metadata',
  'parallel_tool_calls',
  'temperature',
  'tool_choice',
  'tools',
  'top_p',
  'truncation',
  'reasoning',
  'text',
  'usage',
  'store',
  'max_output_tokens',
  'previous_response_id',
  'content_filters',
];

interface Shape {
  readonly streamed: boolean;
  readonly status: string | null;
  /** The kind of value of each member. */
  readonly members: { readonly [member: string]: string };
  /** Members of items by item type. */
  readonly items: { readonly [type: string]: readonly string[] };
}

const sameShape = rule({
  id: 'STREAM-EQ-NONSTREAM',
  level: 'SHOULD',
  basis: 'inferred',
  area: 'streaming',
  title: 'The response of the terminal event has the shape of the JSON answer to the same request',
  source: {
    dialect: 'all',
    section: 'streaming',
    note: 'both are the Response object of the contract; usage in particular is in both',
  },
  needs: ['streaming'],
  why: 'Code that was written against JSON answers finds members missing when it is switched to streams: usage, most often.',
  fix: 'Build the response of both modes in one place.',
  judge: twins<Shape>({
    kind: 'stream',
    pick: (view) => {
      const value = view.response?.value;
      if (!view.accepted || view.exchange.operation !== 'create-response' || value === undefined) return null;
      return { streamed: view.streamed, status: stringAt(value, 'status'), ...shapeOf(value) };
    },
    given: (facts) => {
      const finished = facts.filter(hasNotFailed);
      return finished.some(({ fact }) => fact.streamed) && finished.some(({ fact }) => !fact.streamed);
    },
    check: (facts, report) => {
      const finished = facts.filter(hasNotFailed);
      const plain = finished.find(({ fact }) => !fact.streamed)?.fact;
      for (const { exchange, fact } of finished) {
        if (plain === undefined || !fact.streamed) continue;
        for (const { pointer, expected, actual } of differences(plain, fact)) {
          report({
            exchange,
            pointer,
            message: `${pointer} is ${actual} at the end of the stream and ${expected} in the JSON answer to the same request`,
            expected,
            actual,
          });
        }
      }
    },
  }),
});

function hasNotFailed({ fact }: { readonly fact: Shape }): boolean {
  return fact.status !== 'failed';
}

function shapeOf(response: JsonObject): Pick<Shape, 'members' | 'items'> {
  const items: { [type: string]: readonly string[] } = {};
  for (const { value } of objectsAt(response, 'output')) {
    const type = stringAt(value, 'type');
    if (type !== null) items[type] ??= Object.keys(value);
  }
  return { members: Object.fromEntries(members.map((name) => [name, kindOf(response[name])])), items };
}

function kindOf(value: JsonValue | undefined): string {
  if (value === undefined) return 'absent';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function differences(plain: Shape, streamed: Shape) {
  const found: { pointer: string; expected: string; actual: string }[] = [];
  const same = plain.status === streamed.status;
  for (const [name, expected] of Object.entries(plain.members)) {
    const actual = streamed.members[name] ?? 'absent';
    if (!same && (name === 'error' || name === 'incomplete_details')) continue;
    if (missing(actual) !== missing(expected)) found.push({ pointer: `/response/${name}`, expected, actual });
  }
  for (const [type, expected] of Object.entries(plain.items)) {
    const actual = streamed.items[type];
    if (actual === undefined) continue;
    for (const name of expected.filter((member) => contractual.has(member) && !actual.includes(member))) {
      found.push({ pointer: `/response/output/${type}/${name}`, expected: 'present', actual: 'absent' });
    }
  }
  return found;
}

const contractual = new Set([
  'id',
  'type',
  'status',
  'role',
  'content',
  'arguments',
  'call_id',
  'name',
  'summary',
  'input',
]);

function missing(kind: string): boolean {
  return kind === 'absent' || kind === 'null';
}

/** The two modes side by side. */
export const twinRules: readonly Rule[] = [sameShape];
