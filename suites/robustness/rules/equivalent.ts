import { arrayAt, type JsonObject, type JsonValue, jsonEqual } from '../../../schemas/json.js';
import { twins } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import { isDecision, isSuccess } from '../../engine/status.js';
import type { ExchangeView } from '../../engine/view.js';

/** Ways to say the same thing. `identical`: the same JSON value, so that every echo is the same too. */
interface Variation {
  readonly id: string;
  readonly name: string;
  readonly identical: boolean;
  readonly title: string;
  readonly note: string;
  readonly why: string;
  readonly fix: string;
}

const variations: readonly Variation[] = [
  {
    id: 'ROB-WHITESPACE',
    name: 'whitespace',
    identical: true,
    title: 'White space between the tokens of a request changes nothing',
    note: 'insignificant white space is allowed around every JSON token',
    why: 'Pretty-printed requests from shells, notebooks and templates fail or mean something else.',
    fix: 'Parse the body with a JSON parser, never with patterns.',
  },
  {
    id: 'ROB-KEY-ORDER',
    name: 'key-order',
    identical: true,
    title: 'The order of the members of a request changes nothing',
    note: 'a JSON object is an unordered collection of members',
    why: 'Each language writes members in another order; a server that relies on one works with one client.',
    fix: 'Read the whole object before using any of its members.',
  },
  {
    id: 'ROB-ESCAPES',
    name: 'escapes',
    identical: true,
    title: 'Characters of every script mean the same whether they are escaped or not',
    note: 'a JSON string may hold a character or its \\u escape; pairs of surrogates are one character',
    why: 'Clients in half of all languages escape what is not ASCII: their users get question marks.',
    fix: 'Decode with a JSON parser and keep texts in Unicode from end to end.',
  },
  {
    id: 'ROB-NULLS',
    name: 'nulls',
    identical: false,
    title: 'A nullable parameter that is null is answered like one that is absent',
    note: 'null stands for "not set" where the schema allows it',
    why: 'Typed clients write every member of their request class, null where nothing was set.',
    fix: 'Treat null as absent before defaults are applied.',
  },
  {
    id: 'ROB-DEFAULTS',
    name: 'defaults',
    identical: false,
    title: 'A parameter that is set to its default is answered like one that is absent',
    note: 'the default is what holds when the parameter is absent',
    why: 'Generated clients write defaults out; whoever uses one meets errors that nobody else sees.',
    fix: 'Accept the documented default of every parameter that you know.',
  },
];

/** Echoes that are the same for the same request: nothing in them depends on time, load or chance. */
const echoes = [
  'object',
  'temperature',
  'top_p',
  'truncation',
  'parallel_tool_calls',
  'tool_choice',
  'tools',
  'text',
  'metadata',
  'instructions',
  'max_output_tokens',
  'store',
  'background',
  'previous_response_id',
];

interface EquivalentFact {
  readonly varied: boolean;
  readonly status: number;
  /** A refusal that names a parameter: it is not offered, however it is written. */
  readonly names: string;
  readonly added: readonly string[];
  readonly response: JsonObject | null;
}

/** Requests that mean the same get answers of the same shape: one rule for each way to write it. */
export const equivalenceRules: readonly Rule[] = variations.map(
  ({ id, name, identical, title, note, why, fix }) =>
    rule({
      id,
      level: 'MUST',
      basis: 'inferred',
      area: 'robustness',
      title,
      source: { dialect: 'all', section: 'CreateResponse', note },
      needs: [],
      why,
      fix,
      judge: twins<EquivalentFact>({
        kind: name,
        pick: (view) => pick(view),
        given: (facts) =>
          facts.some(({ fact }) => !fact.varied && isSuccess(fact.status)) &&
          facts.some(({ fact }) => fact.varied && !isNotOffered(fact)),
        check: (facts, report) => {
          const original = facts.find(({ fact }) => !fact.varied)?.fact;
          for (const { exchange, fact } of facts) {
            if (original === undefined || !fact.varied || isNotOffered(fact)) continue;
            if (!isSuccess(fact.status)) {
              report({
                exchange,
                pointer: '/status',
                message: 'a request that means the same is refused',
                expected: original.status,
                actual: fact.status,
              });
              continue;
            }
            for (const difference of differences(original.response, fact.response, identical)) {
              report({ exchange, ...difference });
            }
          }
        },
      }),
    }),
);

function pick(view: ExchangeView): EquivalentFact | null {
  const { status } = view;
  const { intent, operation } = view.exchange;
  if (operation !== 'create-response' || intent.validity !== 'valid' || !isDecision(status)) return null;
  const varied = intent.twin !== null;
  if (!varied && intent.notes['original'] !== true) return null;
  return {
    varied,
    status,
    names: JSON.stringify(view.error?.value ?? null),
    added: arrayAt(intent.notes, 'added').map(String),
    response: view.response === null ? null : picked(view.response.value),
  };
}

function picked(response: JsonObject): JsonObject {
  return Object.fromEntries(
    echoes.filter((member) => response[member] !== undefined).map((member) => [member, response[member]]),
  );
}

function isNotOffered({ names, added }: EquivalentFact): boolean {
  return added.some((member) => names.includes(member));
}

interface Difference {
  readonly pointer: string;
  readonly message: string;
  readonly expected: JsonValue | undefined;
  readonly actual: JsonValue | undefined;
}

function differences(
  original: JsonObject | null,
  varied: JsonObject | null,
  identical: boolean,
): readonly Difference[] {
  if (original === null || varied === null) return [];
  return Object.entries(original).flatMap(([member, expected]): readonly Difference[] => {
    const actual = varied[member];
    const same = identical ? jsonEqual(expected, actual) : sameKind(expected, actual);
    if (same) return [];
    return [
      {
        pointer: `/${member}`,
        message: `${member} is shown in another way although the request means the same`,
        expected,
        actual,
      },
    ];
  });
}

// Null where the other has a value is left to the rules about echoes: here only what is lost or changes its type.
function sameKind(expected: JsonValue | undefined, actual: JsonValue | undefined): boolean {
  if (actual === undefined) return false;
  if (expected === null || actual === null) return true;
  return typeof expected === typeof actual && Array.isArray(expected) === Array.isArray(actual);
}
