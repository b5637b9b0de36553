import type { Judge } from '../../engine/judge.js';
import type { Rule } from '../../engine/rule.js';
import { rule } from '../../engine/rule.js';
import { type FaultKind, faultKind, mayLackTheMember, reception, violations } from '../refusal.js';

/** Judges the invalid requests that have this kind of fault: each must be refused. */
function mustBeRefused(kind: FaultKind): Judge {
  return violations({
    given: (violation, view) =>
      view.exchange.operation === 'create-response' &&
      violation.level === 'MUST' &&
      faultKind(violation) === kind &&
      !mayLackTheMember(view, violation),
    check: (violation, report, view) => {
      const answered = reception(view);
      if (answered === 'refused') return;
      const place = violation.pointer === '' ? 'the body' : violation.pointer;
      report({
        pointer: '/status',
        message:
          answered === 'misplaced'
            ? `an invalid request (${place}: ${violation.expectation}) is answered as if its route did not exist`
            : `an invalid request is accepted (${place}: ${violation.expectation})`,
        expected: 400,
        actual: view.status,
        cause: `${violation.pointer.replace(/\/\d+/g, '/*')} ${violation.keyword}`,
      });
    },
  });
}

interface Sentence {
  readonly id: string;
  readonly kind: FaultKind;
  readonly title: string;
  readonly note: string;
  readonly why: string;
  readonly fix: string;
}

const sentences: readonly Sentence[] = [
  {
    id: 'ERR-MALFORMED-JSON',
    kind: 'malformed-json',
    title: 'A body that is not JSON is refused',
    note: 'request bodies are application/json',
    why: 'A client with a broken encoder gets an answer to something it did not ask and never learns of its fault.',
    fix: 'Answer 400 with an error object as soon as the body cannot be parsed.',
  },
  {
    id: 'ERR-BODY-OBJECT',
    kind: 'not-an-object',
    title: 'A body that is JSON but not an object is refused',
    note: 'the body of POST /responses is an object',
    why: 'Arrays and bare values have no fields: whatever is answered is made up.',
    fix: 'Check that the parsed body is an object before reading fields, and answer 400 where it is not.',
  },
  {
    id: 'ERR-INVALID-TYPE',
    kind: 'wrong-type',
    title: 'A request with a field of the wrong JSON type is refused',
    note: 'each field of the create body has one type or a union of types',
    why: 'A field of the wrong type is dropped or coerced in silence, and the caller gets something else than asked for.',
    fix: 'Validate the types of known fields; answer 400 with `param` naming the field.',
  },
  {
    id: 'ERR-INVALID-ENUM',
    kind: 'unknown-value',
    title: 'A request with a value outside a closed set is refused',
    note: 'truncation, role, item types, tool_choice and others are closed sets in the request schema',
    why: 'A misspelt option falls back to some default without a word, and the caller believes it is in force.',
    fix: 'Compare with the values of the schema; answer 400 with `param` naming the field and the values allowed.',
  },
  {
    id: 'ERR-OUT-OF-BOUNDS',
    kind: 'out-of-bounds',
    title: 'A request with a number outside its bounds is refused',
    note: 'temperature, top_p, top_logprobs, max_output_tokens and others have bounds in the request schema',
    why: 'Clamping or ignoring a number changes what is generated, and the caller cannot see it.',
    fix: 'Check the bounds of the schema; answer 400 with `param` naming the field and its bounds.',
  },
  {
    id: 'ERR-WRONG-SIZE',
    kind: 'wrong-size',
    title: 'A request with a text or list of a forbidden length is refused',
    note: 'lengths, counts and patterns of the request schema',
    why: 'What is cut off in silence is missed only when it is needed, for example when a call is to be matched by its id.',
    fix: 'Check lengths, counts and patterns; answer 400 with `param` naming the field and its limit.',
  },
  {
    id: 'ERR-MISSING-REQUIRED',
    kind: 'missing-member',
    title: 'A request that lacks a required member is refused',
    note: 'input items, content parts, tools and formats have required members',
    why: 'A message without role or a tool without name means nothing: the answer would rest on a guess.',
    fix: 'Check required members at every depth; answer 400 with `param` naming the one that is missing.',
  },
];

/** Invalid requests are refused: one rule for each kind of fault. */
export const refusedRules: readonly Rule[] = sentences.map(({ id, kind, title, note, why, fix }) =>
  rule({
    id,
    level: 'MUST',
    basis: 'schema',
    area: 'errors',
    title,
    source: { dialect: 'all', section: 'CreateResponse', note },
    needs: [],
    evidence: ['errors/*', 'limits/*'],
    why,
    fix,
    judge: mustBeRefused(kind),
  }),
);
