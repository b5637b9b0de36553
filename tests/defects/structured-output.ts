import { isObject, type JsonObject, objectAt } from '../../schemas/json.js';
import { alteringParts, ignoring } from './building.js';
import type { Defect } from './defect.js';

const area = 'structured-output';

function formatType(body: JsonObject): string | null {
  const format = objectAt(objectAt(body, 'text'), 'format');
  return format === null ? null : String(format['type']);
}

/** A server that wraps text that is JSON. */
function wrapping(wrap: (text: string) => string) {
  return alteringParts((part) => {
    const { text } = part;
    return typeof text === 'string' && /^[[{]/.test(text) ? { ...part, text: wrap(text) } : part;
  });
}

export const structuredOutputDefects: readonly Defect[] = [
  {
    name: 'text-format-ignored',
    area,
    symptom: 'text.format is accepted, echoed and ignored',
    seenIn: 'peonist-ai/halogen-flash-server#14',
    caughtBy: ['REQ-JSONSCHEMA-STRICT', 'REQ-JSONOBJECT'],
    change: ignoring('text'),
  },
  {
    name: 'hm-json-schema-as-json-object',
    area,
    symptom: 'json_schema is treated as json_object',
    caughtBy: ['REQ-JSONSCHEMA-STRICT'],
    change: {
      acted: (body) =>
        formatType(body) === 'json_schema' ? { ...body, text: { format: { type: 'json_object' } } } : body,
    },
  },
  {
    name: 'schema-ignored-unless-strict',
    area,
    symptom: 'a schema that is not strict is ignored',
    caughtBy: ['SO-JSONSCHEMA-LOOSE'],
    level: 'SHOULD',
    change: {
      acted: (body) => {
        const format = objectAt(objectAt(body, 'text'), 'format');
        return format?.['type'] === 'json_schema' && format['strict'] !== true ? { ...body, text: {} } : body;
      },
    },
  },
  {
    name: 'json-in-code-fence',
    area,
    symptom: 'JSON comes in a Markdown code fence',
    caughtBy: ['REQ-JSONSCHEMA-STRICT', 'REQ-JSONOBJECT'],
    change: wrapping((text) => `\`\`\`json\n${text}\n\`\`\``),
  },
  {
    name: 'schema-ignored-in-streams',
    area,
    symptom: 'the format is enforced in JSON answers only',
    caughtBy: ['REQ-JSONSCHEMA-STRICT'],
    change: {
      acted: (body) => (body['stream'] === true && isObject(body['text']) ? { ...body, text: {} } : body),
    },
  },
  {
    name: 'json-object-as-array',
    area,
    symptom: 'json_object gives an array',
    caughtBy: ['REQ-JSONOBJECT'],
    change: wrapping((text) => `[${text}]`),
  },
];
