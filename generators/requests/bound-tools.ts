import { isObject, type JsonObject, type JsonValue, objectsAt } from '../../schemas/json.js';
import type { Circumstances } from './circumstances.js';

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
  return circumstances.offers('hosted-tools') && circumstances.hostedTools.has(type);
}

function bound(tool: JsonObject, suffix: string): JsonObject {
  switch (tool['type']) {
    case 'function':
      return { ...tool, name: usableName(tool['name'], suffix) };
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

/**
 * A name that services take: any string is valid in three dialects, but only what the fourth one writes down is taken
 * (contract section c). The shortest and the longest name go as they are, all others are told apart by their place.
 */
export function usableName(name: JsonValue | undefined, suffix: string): string {
  const usable = typeof name === 'string' ? name.replace(/[^a-zA-Z0-9_-]/g, '').slice(0, 64) : '';
  return usable.length === 1 || usable.length === 64 ? usable : `tool_${usable.slice(0, 40)}${suffix}`;
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

/** A choice of tools, and the declarations that it needs to be met. */
export interface BoundChoice {
  readonly choice: JsonValue | undefined;
  readonly tools: readonly JsonObject[] | undefined;
}

/** Makes the choice fit the declared tools; where the tool it names is offered but not declared, it is added. */
export function boundToolChoice(
  choice: JsonValue | undefined,
  tools: readonly JsonObject[] | undefined,
  circumstances: Circumstances,
): BoundChoice {
  const declared = tools ?? [];
  if (choice === 'required' && declared.length === 0) return { choice: 'auto', tools };
  if (!isObject(choice)) return { choice, tools };
  if (choice['type'] === 'allowed_tools') return allowedTools(choice, declared, circumstances);
  return namedTool(choice, declared, circumstances);
}

/** Declarations of few members, for choices whose tool is not declared. */
const plainTools: { readonly [type: string]: JsonObject } = {
  function: { type: 'function', name: 'tool_f', parameters: null, strict: false },
  custom: { type: 'custom', name: 'tool_c' },
  mcp: { type: 'mcp', server_label: 'label', server_url: 'https://mcp.example.com/' },
  file_search: { type: 'file_search', vector_store_ids: ['vs_1'] },
  code_interpreter: { type: 'code_interpreter', container: { type: 'auto' } },
  computer_use_preview: {
    type: 'computer_use_preview',
    display_width: 800,
    display_height: 600,
    environment: 'linux',
  },
};

/** Dated and older names of one tool. */
const declaredAs: { readonly [chosen: string]: string } = {
  web_search_preview_2025_03_11: 'web_search_preview',
  computer_use: 'computer_use_preview',
};

function namedTool(
  choice: JsonObject,
  tools: readonly JsonObject[],
  circumstances: Circumstances,
): BoundChoice {
  const type = String(choice['type']);
  const wanted = declaredAs[type] ?? type;
  const found = tools.find((tool) => tool['type'] === wanted) ?? plainTool(wanted, circumstances);
  if (found === null) return { choice: undefined, tools };
  const named = found['name'] === undefined ? choice : { ...choice, name: found['name'] };
  return {
    choice: type === 'mcp' ? { ...choice, server_label: found['server_label'] } : named,
    tools: tools.includes(found) ? tools : [...tools, found],
  };
}

function plainTool(type: string, circumstances: Circumstances): JsonObject | null {
  const tool = plainTools[type] ?? { type };
  return isOffered(tool, circumstances) ? tool : null;
}

function allowedTools(
  choice: JsonObject,
  tools: readonly JsonObject[],
  circumstances: Circumstances,
): BoundChoice {
  const named = tools.filter(({ type }) => type === 'function' || type === 'custom');
  const added =
    named.length > 0 ? [] : [plainTool('function', circumstances)].filter((tool) => tool !== null);
  const allowed = [...named, ...added].slice(0, 2).map(({ type, name }) => ({ type, name }));
  return allowed.length === 0
    ? { choice: undefined, tools }
    : { choice: { ...choice, tools: allowed }, tools: [...tools, ...added] };
}
