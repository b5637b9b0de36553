import {
  arrayAt,
  isObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  stringAt,
} from '../../../schemas/json.js';
import { countTokens } from '../tokenizer.js';
import { textOfItem } from './conversation-text.js';

/** What roles, separators and the like cost. */
const perItem = 4;
const perRequest = 3;
const perImage = 85;
const perFile = 64;

/** Tokens of one item of the context. */
export function tokensOfItem(item: JsonObject): number {
  return perItem + countTokens(textOfItem(item)) + attachments(item.content) + attachments(item.output);
}

function attachments(content: JsonValue | undefined): number {
  if (!Array.isArray(content)) return 0;
  return content.reduce<number>((sum, part) => {
    if (!isObject(part)) return sum;
    if (part.type === 'input_image') return sum + (part.detail === 'low' ? perImage : 2 * perImage);
    return part.type === 'input_file' ? sum + perFile + countTokens(stringAt(part, 'filename') ?? '') : sum;
  }, 0);
}

/** Tokens of what a request sends beside its items: instructions, tools, the asked format. */
export function tokensBeside(request: JsonObject): number {
  const instructions = stringAt(request, 'instructions');
  const format = objectAt(objectAt(request, 'text') ?? {}, 'format');
  const schema = isObject(format?.schema) ? countTokens(JSON.stringify(format.schema)) : 0;
  const tools = arrayAt(request, 'tools').reduce<number>(
    (sum, tool) => sum + perItem + countTokens(JSON.stringify(tool)),
    0,
  );
  return perRequest + (instructions === null ? 0 : perItem + countTokens(instructions)) + schema + tools;
}
