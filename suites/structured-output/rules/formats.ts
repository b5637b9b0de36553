import { arrayAt, isObject, type JsonObject, objectAt, stringAt } from '../../../schemas/json.js';
import { wasCut } from '../../create/cut.js';
import { exchanges } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import type { ExchangeView } from '../../engine/view.js';
import { misfits, parsedJson } from '../fits.js';

/** A text of the final answer with its place. */
interface Text {
  readonly pointer: string;
  readonly text: string;
}

function formatOf(view: ExchangeView): JsonObject | null {
  return objectAt(objectAt(view.body, 'text'), 'format');
}

/**
 * The texts that the format binds: those of whole messages that are the answer itself. Empty where the answer was cut,
 * is a refusal or is a call.
 */
function boundTexts(view: ExchangeView): readonly Text[] {
  if (view.response?.value['status'] !== 'completed' || wasCut(view)) return [];
  return view.items.flatMap(({ pointer, value }) => {
    const isAnswer =
      value['type'] === 'message' && value['status'] !== 'incomplete' && value['phase'] !== 'commentary';
    if (!isAnswer) return [];
    const texts = arrayAt(value, 'content').flatMap((part, index) => {
      const text = stringAt(part, 'type') === 'output_text' ? stringAt(part, 'text') : null;
      return text === null ? [] : [{ pointer: `${pointer}/content/${index}/text`, text }];
    });
    const [first] = texts;
    return first === undefined ? [] : [{ ...first, text: texts.map(({ text }) => text).join('') }];
  });
}

const asksFor = (view: ExchangeView, strict: boolean) => {
  const format = formatOf(view);
  return (
    format?.['type'] === 'json_schema' &&
    (format['strict'] === true) === strict &&
    boundTexts(view).length > 0
  );
};

/** Says why a text is no answer in the asked format; null where it is one. */
function problemOf(
  text: string,
  schema: JsonObject,
): { readonly cause: string; readonly message: string } | null {
  const value = parsedJson(text);
  if (value === undefined) return { cause: 'not JSON', message: 'the text is not JSON' };
  const [first] = misfits(schema, value) ?? [];
  return first === undefined
    ? null
    : { cause: `schema ${first.keyword}`, message: `the text does not fit the schema: ${first.message}` };
}

function judgeSchema(strict: boolean) {
  return exchanges({
    given: (view) => asksFor(view, strict),
    check: (view, report) => {
      const schema = objectAt(formatOf(view), 'schema') ?? {};
      for (const { pointer, text } of boundTexts(view)) {
        const problem = problemOf(text, schema);
        if (problem === null) continue;
        report({
          pointer,
          message: problem.message,
          expected: schema,
          actual: text.slice(0, 300),
          cause: problem.cause,
        });
      }
    },
  });
}

export const strictSchema = rule({
  id: 'REQ-JSONSCHEMA-STRICT',
  level: 'MUST',
  basis: 'prose',
  area: 'structured-output',
  title: 'with a strict json_schema format the text of a whole answer is JSON that fits the schema',
  source: {
    dialect: 'openai',
    section: 'ResponseFormatJsonSchema.strict',
    note: 'the model follows the exact schema',
  },
  needs: ['structured-output'],
  why: 'SDK parse() and every typed extraction load the text straight into a type; a misfit raises in the caller’s code.',
  fix: 'Constrain decoding by text.format.schema (not by chat’s response_format alone), or refuse the format with 400.',
  judge: judgeSchema(true),
});

export const looseSchema = rule({
  id: 'SO-JSONSCHEMA-LOOSE',
  level: 'SHOULD',
  basis: 'prose',
  area: 'structured-output',
  title: 'with a json_schema format that is not strict the text is JSON that fits, too',
  source: {
    dialect: 'openai',
    section: 'ResponseFormatJsonSchema.strict',
    note: 'default false: the schema guides the model',
  },
  needs: ['structured-output'],
  why: 'Callers that leave strict out still parse what comes.',
  fix: 'Constrain decoding by the schema also when strict is off.',
  judge: judgeSchema(false),
});

export const jsonObject = rule({
  id: 'REQ-JSONOBJECT',
  level: 'MUST',
  basis: 'prose',
  area: 'structured-output',
  title: 'with the json_object format the text of a whole answer is a JSON object',
  source: {
    dialect: 'azure-foundry',
    section: 'text.format json_object',
    note: 'ensures the message is valid JSON',
  },
  needs: ['json-object'],
  why: 'Callers parse the text without looking.',
  fix: 'Constrain decoding to JSON; a code fence around it is not JSON.',
  judge: exchanges({
    given: (view) => formatOf(view)?.['type'] === 'json_object' && boundTexts(view).length > 0,
    check: (view, report) => {
      for (const { pointer, text } of boundTexts(view)) {
        const value = parsedJson(text);
        if (isObject(value)) continue;
        const message = value === undefined ? 'the text is not JSON' : 'the text is JSON but not an object';
        report({ pointer, message, expected: 'a JSON object', actual: text.slice(0, 300), cause: message });
      }
    },
  }),
});

export const formatRules: readonly Rule[] = [strictSchema, looseSchema, jsonObject];
