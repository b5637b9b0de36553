import { isObject, type JsonObject, type JsonValue, objectsAt } from '../../schemas/json.js';
import { type Circumstances, offersTool } from './circumstances.js';

const parameters: JsonObject = {
  type: 'object',
  properties: { location: { type: 'string' } },
  required: ['location'],
  additionalProperties: false,
};

/** Declarations that the target can be expected to take: offered types, usable and different names. */
export function boundTools(
  tools: JsonValue | undefined,
  circumstances: Circumstances,
): readonly JsonObject[] | undefined {
  if (!Array.isArray(tools)) return undefined;
  return objectsAt({ tools }, 'tools')
    .filter(({ value }) => isOffered(value, circumstances))
    .map(({ value, index }) => bound(value, String(index)));
}

function isOffered(tool: JsonObject, circumstances: Circumstances): boolean {
  const type = String(tool['type']);
  if (type === 'function') return circumstances.offers('tools');
  if (type === 'custom') return circumstances.offers('custom-tools');
  return circumstances.offers('hosted-tools') && offersTool(circumstances, type);
}

function bound(tool: JsonObject, suffix: string): JsonObject {
  switch (tool['type']) {
    case 'function':
      return {
        ...tool,
        name: usableName(tool['name'], suffix),
        ...(isObject(tool['parameters']) && { parameters }),
      };
    case 'custom':
      return { ...tool, name: usableName(tool['name'], suffix), ...boundGrammar(tool['format']) };
    case 'mcp':
      return { ...tool, server_label: `label_${suffix}`, ...mcpServer(tool) };
    case 'namespace':
      return { ...tool, name: usableName(tool['name'], suffix), ...nested(tool['tools'], suffix) };
    default:
      return tool;
  }
}

// Any string is valid as a name in three dialects; services take what the fourth one writes down (contract section c).
function usableName(name: JsonValue | undefined, suffix: string): string {
  const usable = typeof name === 'string' ? name.replace(/[^a-zA-Z0-9_-]/g, '').slice(0, 40) : '';
  return `tool_${usable}${suffix}`;
}

function boundGrammar(format: JsonValue | undefined): { readonly format?: JsonValue } {
  if (!isObject(format) || format['type'] !== 'grammar') return format === undefined ? {} : { format };
  const definition = format['syntax'] === 'regex' ? '[a-z]+' : 'start: "yes" | "no"';
  return { format: { ...format, definition } };
}

// One of the three ways to name a server (REQ-MCP-ONEOF).
function mcpServer(tool: JsonObject): JsonObject {
  const { server_url, connector_id, tunnel_id } = tool;
  return server_url == null && connector_id == null && tunnel_id == null
    ? { server_url: 'https://mcp.example.com/' }
    : {};
}

function nested(tools: JsonValue | undefined, suffix: string): { readonly tools?: JsonValue } {
  if (!Array.isArray(tools)) return {};
  return {
    tools: objectsAt({ tools }, 'tools').map(({ value, index }) => bound(value, `${suffix}_${index}`)),
  };
}

/** A choice that the declared tools allow; undefined where the asked one cannot be met. */
export function boundToolChoice(
  choice: JsonValue | undefined,
  tools: readonly JsonObject[],
): JsonValue | undefined {
  if (choice === 'required') return tools.length > 0 ? choice : 'auto';
  if (!isObject(choice)) return choice;
  if (choice['type'] === 'allowed_tools') return allowedTools(choice, tools);
  return namedTool(choice, tools);
}

function namedTool(choice: JsonObject, tools: readonly JsonObject[]): JsonValue | undefined {
  const found = tools.find((tool) => tool['type'] === choice['type']);
  if (found === undefined) return undefined;
  if (choice['type'] === 'mcp') return { ...choice, server_label: found['server_label'] };
  return found['name'] === undefined ? choice : { ...choice, name: found['name'] };
}

function allowedTools(choice: JsonObject, tools: readonly JsonObject[]): JsonValue | undefined {
  const named = tools.filter(({ type }) => type === 'function' || type === 'custom');
  if (named.length === 0) return undefined;
  return { ...choice, tools: named.slice(0, 2).map(({ type, name }) => ({ type, name })) };
}
