import { arrayAt, isObject, type JsonObject, objectsAt, stringAt } from '../../../schemas/json.js';
import { normalised } from './facts.js';
import type { Wishes } from './wishes.js';

/** A tool that may be called, with the name that a tool choice would use: function name, server label or type. */
export interface OfferedTool {
  readonly tool: JsonObject;
  readonly type: string;
  readonly name: string;
  readonly namespace: string | null;
}

/** Which tools are to be called. */
export interface ToolDecision {
  readonly calls: readonly OfferedTool[];
  /** Whether a call was demanded, not only thought useful. */
  readonly forced: boolean;
}

/** All tools that the request offers; a namespace's tools count as its own. */
export function offeredTools(request: JsonObject): readonly OfferedTool[] {
  return objectsAt(request, 'tools').flatMap(({ value: tool }) => {
    const type = stringAt(tool, 'type') ?? 'function';
    if (type !== 'namespace') return [offered(tool, type, null)];
    return objectsAt(tool, 'tools').map(({ value }) =>
      offered(value, stringAt(value, 'type') ?? 'function', stringAt(tool, 'name')),
    );
  });
}

function offered(tool: JsonObject, type: string, namespace: string | null): OfferedTool {
  const name = type === 'mcp' ? stringAt(tool, 'server_label') : stringAt(tool, 'name');
  return { tool, type, name: name ?? type, namespace };
}

/** Decides from `tool_choice`, and where that leaves it open from the user's words, which tools are called. */
export function decideTools(request: JsonObject, wishes: Wishes, toolsAnswered: boolean): ToolDecision {
  const tools = offeredTools(request);
  const choice = request.tool_choice ?? 'auto';
  const named = isObject(choice) ? choice : null;
  const allowed = named?.type === 'allowed_tools' ? arrayAt(named, 'tools').filter(isObject) : null;
  const mode =
    allowed !== null ? (stringAt(named, 'mode') ?? 'auto') : typeof choice === 'string' ? choice : 'required';
  if (mode === 'none' || tools.length === 0) return { calls: [], forced: false };
  const wanted = allowed ?? (named === null ? null : [named]);
  const candidates =
    wanted === null ? tools : tools.filter((tool) => wanted.some((entry) => names(entry, tool)));
  const useful = candidates.filter((tool) => isUseful(tool, wishes));
  if (mode === 'required') {
    const first = useful.length > 0 ? useful : candidates.slice(0, 1);
    return { calls: wishes.allTools ? candidates : first, forced: true };
  }
  if (toolsAnswered) return { calls: [], forced: false };
  return { calls: wishes.allTools ? candidates : useful, forced: false };
}

/** Whether an entry of a tool choice or of allowed tools means that tool. */
function names(entry: JsonObject, tool: OfferedTool): boolean {
  const type = stringAt(entry, 'type') ?? 'function';
  if (type === 'mcp') return tool.type === 'mcp' && stringAt(entry, 'server_label') === tool.name;
  if (type === 'function' || type === 'custom')
    return tool.type === type && stringAt(entry, 'name') === tool.name;
  return tool.type === type || tool.type.startsWith(`${type}_`) || type.startsWith(`${tool.type}_`);
}

/** Words that make a hosted tool useful. */
const occasions: { readonly [type: string]: RegExp } = {
  web_search: /\b(?:search|web|news|latest|internet|online|browse|look up)\b/i,
  file_search: /\b(?:search|files?|documents?|knowledge|vector store)\b/i,
  code_interpreter: /\b(?:code|python|calculate|compute|run|plot|program)\b/i,
  image_generation: /\b(?:image|picture|draw|paint|photo|illustration|generate an? \w+ of)\b/i,
  computer: /\b(?:computer|screen|click|browser|desktop)\b/i,
  local_shell: /\b(?:shell|command|terminal|list (?:the )?files|ls)\b/i,
  shell: /\b(?:shell|command|terminal|list (?:the )?files|ls)\b/i,
  apply_patch: /\b(?:patch|edit|file|diff|refactor)\b/i,
  tool_search: /\b(?:tools?|find)\b/i,
  mcp: /\b(?:mcp|server|tools?)\b/i,
  memory_search_preview: /\b(?:remember|memory|memories|recall)\b/i,
};

const generic = new Set(
  'get set find list look make call tool function data info lookup fetch current search query with from this that what use the for and value'.split(
    ' ',
  ),
);

/**
 * Whether a tool seems needed: its name stands in the message, or a telling word of its name does, or for hosted tools
 * one of the words that ask for what they do.
 */
function isUseful(tool: OfferedTool, wishes: Wishes): boolean {
  const message = ` ${normalised(wishes.text).replace(/[^\p{L}\p{N} ]/gu, ' ')} `;
  const name = normalised(tool.name);
  if (message.includes(` ${name} `)) return true;
  const occasion = Object.entries(occasions).find(
    ([type]) => tool.type === type || tool.type.startsWith(`${type}_`),
  );
  if (occasion?.[1].test(wishes.text)) return true;
  const telling = name.split(' ').filter((word) => word.length > 2 && !generic.has(word));
  return telling.some((word) => message.includes(` ${word} `) || message.includes(` ${word}s `));
}
