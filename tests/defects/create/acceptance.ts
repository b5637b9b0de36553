import { arrayAt, isObject, type JsonObject } from '../../../schemas/json.js';
import { refusing } from '../building.js';
import type { Defect } from '../defect.js';

const area = 'create';

function rolesOf(body: JsonObject): readonly string[] {
  return arrayAt(body, 'input').map((item) => (isObject(item) ? String(item['role']) : ''));
}

/** Valid requests that are refused or misread. */
export const acceptanceDefects: readonly Defect[] = [
  {
    name: 'string-input-rejected',
    area,
    symptom: 'a string as input is refused',
    seenIn: 'cubezhao/ai-tools-mng#79',
    caughtBy: ['REQ-VALID-ACCEPTED', 'REQ-INPUT-STRING'],
    collateral: 200,
    change: refusing((body) => typeof body['input'] === 'string', { message: 'Input must be a list' }),
  },
  {
    name: 'instructions-required',
    area,
    symptom: 'a request without instructions is refused',
    seenIn: 'cubezhao/ai-tools-mng#79',
    caughtBy: ['REQ-VALID-ACCEPTED'],
    collateral: 200,
    change: refusing((body) => body['instructions'] === undefined, { message: 'Instructions are required' }),
  },
  {
    name: 'text-format-required',
    area,
    symptom: 'text without format is refused',
    seenIn: 'lmstudio-ai/lmstudio-bug-tracker#1576',
    caughtBy: ['REQ-VALID-ACCEPTED'],
    change: refusing((body) => isObject(body['text']) && body['text']['format'] === undefined, {
      param: 'text.format',
      message: "Missing required parameter: 'text.format'.",
    }),
  },
  {
    name: 'late-developer-message-rejected',
    area,
    symptom: 'developer and system messages behind the first place are refused',
    seenIn: 'BerriAI/litellm#39826',
    caughtBy: ['REQ-VALID-ACCEPTED'],
    change: refusing(
      (body) => rolesOf(body).some((role, index) => index > 0 && (role === 'developer' || role === 'system')),
      { message: 'jinja template rendering failed. System role must be at the beginning.' },
    ),
  },
  {
    name: 'string-input-dropped',
    area,
    symptom: 'a string as input does not reach the model',
    caughtBy: ['REQ-INPUT-STRING'],
    collateral: 60,
    change: {
      acted: (body) => (typeof body['input'] === 'string' ? { ...body, input: '' } : body),
    },
  },
  {
    name: 'user-refused',
    area,
    symptom: 'the deprecated member user is refused',
    caughtBy: ['REQ-USER-DEPRECATED'],
    level: 'SHOULD',
    change: refusing((body) => body['user'] !== undefined, {
      param: 'user',
      message: 'user is deprecated: use safety_identifier.',
    }),
  },
];
