import { type JsonObject, type JsonValue, stringAt } from '../../../schemas/json.js';

/** All text in a content member: a string, or the text of its parts. */
export function textOfContent(content: JsonValue | undefined): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part) => stringAt(part, 'text') ?? stringAt(part, 'refusal') ?? '')
    .filter((text) => text !== '')
    .join('\n');
}

/** All text that an item says: what was said, called with, answered or summarised. */
export function textOfItem(item: JsonObject): string {
  const texts = [
    textOfContent(item.content),
    textOfContent(item.summary),
    ...(['arguments', 'input', 'name', 'code', 'result'] as const).map(
      (member) => stringAt(item, member) ?? '',
    ),
    typeof item.output === 'string' ? item.output : textOfContent(item.output),
  ];
  return texts.filter((text) => text !== '').join('\n');
}

/** Whether the item is a message of that role. `type` may be absent in input. */
export function isMessage(item: JsonObject, role: string): boolean {
  return (item.type === undefined || item.type === null || item.type === 'message') && item.role === role;
}

/** The text of the last message of the user, empty where there is none. */
export function lastUserText(items: readonly JsonObject[]): string {
  const last = items.findLast((item) => isMessage(item, 'user'));
  return last === undefined ? '' : textOfContent(last.content);
}

/** Whether outputs of tools came after the user's last message: then it is the model's turn to answer in words. */
export function toolsHaveAnswered(items: readonly JsonObject[]): boolean {
  const lastUser = items.findLastIndex((item) => isMessage(item, 'user'));
  return items
    .slice(lastUser + 1)
    .some((item) => typeof item.type === 'string' && /(_output|_approval_response)$/.test(item.type));
}
