import { arrayAt, isObject, type JsonObject, numberAt, objectAt, stringAt } from '../../../schemas/json.js';
import { hashOf, type NewId } from '../identifiers.js';
import type { Plan, PlannedItem } from '../plan.js';
import { withinBudget } from './budget.js';
import { type CallMaterial, choicesFor, clientCalls } from './calls.js';
import { compactionItem, wantsCompaction } from './compaction.js';
import type { ModelContext } from './context.js';
import { lastUserText, toolsHaveAnswered } from './conversation-text.js';
import { factsIn } from './facts.js';
import { foundryTools } from './foundry-tools.js';
import { type HostedRequest, type HostedResult, hostedItem, hostedTools } from './hosted-tools.js';
import { approvedCalls, listedTools, mcpCall } from './mcp.js';
import { message, refusalPart, textOfPart, textPart, urlCitation } from './messages.js';
import { answerText } from './prose.js';
import { effortOf, reasoningItem } from './reasoning.js';
import { decideTools, type OfferedTool, offeredTools } from './tools.js';
import { valueForSchema } from './values.js';
import { type Wishes, wishesIn } from './wishes.js';

/** Decides everything a response will contain. Looks at nothing but the request and the visible context. */
export function planResponse(request: JsonObject, context: ModelContext, newId: NewId): Plan {
  const { visible, inputTokens, cachedTokens } = context;
  const told = stringAt(request, 'instructions');
  const items = told === null ? visible : [{ type: 'message', role: 'developer', content: told }, ...visible];
  const asked = lastUserText(items);
  const seed = hashOf(`${told ?? ''}\n${asked}\n${items.length}`);
  const turn: Turn = {
    request,
    history: visible,
    seed,
    newId,
    wishes: wishesIn(asked),
    facts: factsIn(items, request.structured_inputs),
    variant: seed % 1000,
  };
  const effort = effortOf(request);
  const reasoning = effort === null ? [] : [reasoningItem(request, effort, seed, newId)];
  const compaction = wantsCompaction(request, visible, inputTokens) ? [compactionItem(visible, newId)] : [];
  const body = triggered(visible) ? [] : answerItems(turn);
  const { items: kept, isCut } = withinBudget(
    [...compaction, ...reasoning, ...body],
    numberAt(request, 'max_output_tokens'),
  );
  const filtered = turn.wishes.contentFilter && !isCut;
  return {
    items: filtered ? stopped(kept) : kept,
    outcome: isCut || filtered ? 'incomplete' : 'completed',
    incompleteReason: isCut ? 'max_output_tokens' : filtered ? 'content_filter' : null,
    error: null,
    inputTokens,
    cachedTokens,
  };
}

interface Turn extends CallMaterial {
  readonly request: JsonObject;
  readonly history: readonly JsonObject[];
  readonly seed: number;
}

function triggered(items: readonly JsonObject[]): boolean {
  return items.at(-1)?.type === 'compaction_trigger';
}

/** Calls of tools and, where nobody has to be waited for, the answer in words. */
function answerItems(turn: Turn): readonly PlannedItem[] {
  const { request, wishes, history } = turn;
  const decision = decideTools(request, wishes, toolsHaveAnswered(history));
  const isClients = ({ type }: OfferedTool) => type === 'function' || type === 'custom';
  const hosted = hostedResults(
    decision.calls.filter((tool) => !isClients(tool)),
    turn,
  );
  const items = hosted.flatMap((result) => result.items);
  const waits = hosted.some((result) => result.waitsForCaller === true);
  const parallel = request.parallel_tool_calls !== false;
  const mentioned = decision.calls.filter(isClients).slice(0, parallel ? undefined : waits ? 0 : 1);
  const client = clientCalls(mentioned, parallel, turn);
  if (waits || client.length > 0) return [...items, ...client];
  return [...items, ...messages(turn, hosted)];
}

/** What hosted tools do, at most `max_tool_calls` calls across all of them; further ones are ignored. */
function hostedResults(chosen: readonly OfferedTool[], turn: Turn): readonly HostedResult[] {
  const { request, wishes, history, seed, newId } = turn;
  const query = wishes.text.replace(/\s+/g, ' ').trim().slice(0, 80) || 'reference';
  const asked: HostedRequest = { query, seed, newId };
  const servers = offeredTools(request).filter((tool) => tool.type === 'mcp');
  const lists =
    request.tool_choice === 'none' ? [] : servers.map((server) => listedTools(server, history, asked));
  const approved = approvedCalls(history, asked);
  const most = numberAt(request, 'max_tool_calls') ?? Number.POSITIVE_INFINITY;
  const times = Math.max(chosen.length, chosen.length > 0 ? (wishes.calls ?? 1) : 0);
  const calls = Array.from({ length: times }, (_, index) => {
    const tool = chosen[index % chosen.length];
    return tool === undefined ? null : { tool, asked: { ...asked, seed: seed + index } };
  });
  const allowed = calls.slice(0, Math.max(0, most - approved.items.length));
  const results = allowed.flatMap((call) => (call === null ? [] : [hostedResult(call.tool, call.asked)]));
  return [...lists, { items: approved.items.slice(0, most) }, ...results];
}

function hostedResult(offered: OfferedTool, asked: HostedRequest): HostedResult {
  if (offered.type === 'mcp') return mcpCall(offered, asked);
  const known = hostedTools[offered.type] ?? foundryTools[offered.type];
  if (known !== undefined) return known(offered, asked);
  // A tool that no dialect defines, `slug:name`: its call is an item of the same family.
  const item = { id: asked.newId('ext'), type: `${offered.type}_call`, status: 'completed' };
  return { items: [hostedItem(item, asked.query)] };
}

/** The answer in words: refusal, structured output or prose, in as many messages and parts as wished. */
function messages(turn: Turn, hosted: readonly HostedResult[]): readonly PlannedItem[] {
  const { request, wishes, newId } = turn;
  if (wishes.refuse) return [message([refusalPart()], newId)];
  const structured = structuredText(turn);
  const count = structured === null ? wishes.messages : 1;
  return Array.from({ length: count }, (_, index) => {
    const wished = structured === null ? wishes.parts : 1;
    const parts = Array.from({ length: wished }, (_, part) => {
      const text =
        structured ?? answerText(wishes, turn.facts, verbosityOf(request), turn.seed + 7 * index + part);
      const annotations =
        structured === null ? annotationsOf(text, wishes, index + part === 0 ? hosted : []) : [];
      return textPart(text, annotations, logprobsAsked(request));
    });
    const planned = message(parts, newId);
    return wishes.aloud ? { ...planned, spoken: parts.map(textOfPart).join('\n') } : planned;
  });
}

function annotationsOf(text: string, wishes: Wishes, hosted: readonly HostedResult[]): readonly JsonObject[] {
  const found = hosted.flatMap((result) => result.annotations?.(text) ?? []);
  return wishes.cite ? [...found, urlCitation(text, 0), urlCitation(text, 1)] : found;
}

function verbosityOf(request: JsonObject): string {
  return stringAt(objectAt(request, 'text') ?? {}, 'verbosity') ?? 'medium';
}

/** How many alternatives each token's log probability is to show; null where none were asked for. */
function logprobsAsked(request: JsonObject): number | null {
  const included = arrayAt(request, 'include').includes('message.output_text.logprobs');
  return included ? (numberAt(request, 'top_logprobs') ?? 0) : null;
}

/** The text that the asked format demands; null for plain text. */
function structuredText(turn: Turn): string | null {
  const format = objectAt(objectAt(turn.request, 'text') ?? {}, 'format');
  if (format?.type === 'json_object') {
    return JSON.stringify({
      answer: answerText({ ...turn.wishes, words: null }, turn.facts, 'low', turn.seed),
    });
  }
  if (format?.type !== 'json_schema') return null;
  const schema = isObject(format.schema) ? format.schema : {};
  return JSON.stringify(valueForSchema(schema, choicesFor(0, turn)));
}

/** The answer as it stands when the content filter steps in: half of the last message's text. */
function stopped(items: readonly PlannedItem[]): readonly PlannedItem[] {
  const last = items.at(-1);
  if (last?.item.type !== 'message') return items;
  const before = items.slice(0, -1);
  return [...before, ...withinBudget([last], Math.max(1, Math.floor(last.tokens / 2))).items];
}
