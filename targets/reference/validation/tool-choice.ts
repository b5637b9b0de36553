import type { Dialect } from '../../../schemas/dialect.js';
import { isObject, type JsonObject, objectsAt, stringAt } from '../../../schemas/json.js';
import { offeredTools } from '../behaviour/tools.js';
import { type Fault, invalid } from '../fault.js';

/** A tool choice that demands what the request does not offer. */
export function toolChoiceFault(body: JsonObject, _dialect: Dialect): Fault | null {
  const choice = body.tool_choice;
  const tools = offeredTools(body);
  if (choice === 'required' && tools.length === 0) {
    return invalid('tool_choice', "Tool choice 'required' needs at least one tool in 'tools'.");
  }
  if (!isObject(choice)) return null;
  if (choice.type !== 'allowed_tools')
    return isOffered(choice, tools) ? null : missing('tool_choice', choice);
  for (const { index, value } of objectsAt(choice, 'tools')) {
    if (!isOffered(value, tools)) return missing(`tool_choice.tools[${index}]`, value);
  }
  return null;
}

function isOffered(entry: JsonObject, tools: ReturnType<typeof offeredTools>): boolean {
  const type = stringAt(entry, 'type') ?? 'function';
  if (type === 'function' || type === 'custom') {
    return tools.some((tool) => tool.type === type && tool.name === stringAt(entry, 'name'));
  }
  if (type === 'mcp')
    return tools.some((tool) => tool.type === 'mcp' && tool.name === stringAt(entry, 'server_label'));
  // Dated and preview names of one tool stand for each other.
  return tools.some((tool) => tool.type.startsWith(type) || type.startsWith(tool.type));
}

function missing(param: string, entry: JsonObject): Fault {
  const name = stringAt(entry, 'name') ?? stringAt(entry, 'server_label') ?? stringAt(entry, 'type') ?? '';
  return invalid(param, `Tool choice '${name.slice(0, 100)}' not found in 'tools'.`);
}
