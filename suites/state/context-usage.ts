import { numberAt, stringAt } from '../../schemas/json.js';
import type { Fact } from '../engine/judge.js';
import type { ExchangeView } from '../engine/view.js';

/**
 * What one answered turn says about the history that the model saw. Wording proves nothing with tiny or random models;
 * what was counted as input does, and so does a forced tool argument that repeats a fact of an earlier turn.
 */
export interface Turn {
  readonly id: string;
  readonly previous: string | null;
  readonly conversation: boolean;
  readonly storeFalse: boolean;
  readonly streamed: boolean;
  readonly step: string | null;
  /** Everything of the request that input tokens depend on, without the history; equal for turns that say the same. */
  readonly saying: string | null;
  readonly size: number;
  readonly instructions: string | null;
  /** `instructions` of the answer. */
  readonly echoedInstructions: string | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Whether a fact told only in an earlier turn came back in a forced tool argument; null where none was asked for. */
  readonly recalled: boolean | null;
}

/** Texts longer than this are not compared, so that nothing large is kept. */
const comparedLength = 4000;

/** Reads a turn from an exchange; null where it is no finished turn with counted input. */
export function turnOf(view: ExchangeView): Turn | null {
  const { body, exchange, response } = view;
  if (exchange.operation !== 'create-response' || body === null || response === null || !view.accepted)
    return null;
  if (body['background'] === true || exchange.intent.validity === 'invalid') return null;
  const usage = response.value['usage'];
  const inputTokens = numberAt(usage, 'input_tokens');
  const id = stringAt(response.value, 'id');
  if (inputTokens === null || id === null || body['truncation'] === 'auto') return null;
  const { input = null, instructions = null, tools = null, text = null } = body;
  const saying = JSON.stringify([
    input,
    instructions,
    tools,
    text,
    body['tool_choice'] ?? null,
    body['reasoning'] ?? null,
  ]);
  return {
    id,
    previous: stringAt(body, 'previous_response_id'),
    conversation: (body['conversation'] ?? null) !== null,
    storeFalse: body['store'] === false,
    streamed: view.streamed,
    step: exchange.intent.step,
    saying: saying.length <= comparedLength ? saying : null,
    size: saying.length,
    instructions: typeof instructions === 'string' ? instructions : null,
    echoedInstructions: stringAt(response.value, 'instructions'),
    inputTokens,
    outputTokens: numberAt(usage, 'output_tokens') ?? 0,
    recalled: recalledIn(view),
  };
}

/** The turns of a whole run, under one key. Rules about history share them. */
export function pickTurn(view: ExchangeView): readonly { readonly key: string; readonly fact: Turn }[] {
  const turn = turnOf(view);
  return turn === null ? [] : [{ key: 'run', fact: turn }];
}

function recalledIn(view: ExchangeView): boolean | null {
  const told = view.exchange.intent.notes['recall'];
  if (typeof told !== 'string') return null;
  return view.items.some(
    ({ value }) => value['type'] === 'function_call' && (stringAt(value, 'arguments') ?? '').includes(told),
  );
}

/** Sizes must differ by this factor before equal counts are taken for a fixed number. */
const clearlyLarger = 2;

/**
 * Whether the counts can be believed: among turns without history, a clearly larger request counts more. A mock that
 * always says 10 says nothing about history.
 */
export function countsInput(turns: readonly Fact<Turn>[]): boolean {
  const plain = turns
    .map(({ fact }) => fact)
    .filter(({ previous, conversation }) => previous === null && !conversation);
  const bySize = plain.toSorted((left, right) => left.size - right.size);
  const small = bySize[0];
  const large = bySize.at(-1);
  if (small === undefined || large === undefined) return false;
  return large.size >= small.size * clearlyLarger && large.inputTokens > small.inputTokens;
}

/** The turns of a run, by what others look them up by: long runs have thousands. */
export interface TurnIndex {
  readonly withId: (id: string | null) => Turn | null;
  readonly saying: (text: string | null) => readonly Fact<Turn>[];
}

/** Sorts turns by id and by what they say. Where an id came twice, the first turn stands. */
export function indexOf(turns: readonly Fact<Turn>[]): TurnIndex {
  const byId = new Map<string, Turn>();
  const bySaying = new Map<string | null, Fact<Turn>[]>();
  for (const turn of turns) {
    const { id, saying } = turn.fact;
    if (!byId.has(id)) byId.set(id, turn.fact);
    if (saying === null) continue;
    const alike = bySaying.get(saying);
    if (alike === undefined) bySaying.set(saying, [turn]);
    else alike.push(turn);
  }
  return {
    withId: (id) => (id === null ? null : (byId.get(id) ?? null)),
    saying: (text) => bySaying.get(text) ?? [],
  };
}

/** Turns that say the same as `turn` with less history: without any, or continuing from where its predecessor did. */
export function withLessHistory(turn: Turn, index: TurnIndex): readonly Fact<Turn>[] {
  return index
    .saying(turn.saying)
    .filter(({ fact }) => fact.id !== turn.id && fact.previous === null && !fact.conversation);
}

/** Whether a forced tool argument has repeated what only an earlier turn told. */
export function recallSucceeded(turns: readonly Fact<Turn>[]): boolean {
  return turns.some(({ fact }) => fact.recalled === true && fact.previous !== null);
}

/** Whether the model has shown that it saw a history that no count shows: the counts leave history out. */
export function historyIsNotCounted(turns: readonly Fact<Turn>[]): boolean {
  const index = indexOf(turns);
  const grew = turns.some(({ fact }) => {
    const alone = fact.previous === null ? undefined : withLessHistory(fact, index)[0]?.fact;
    return alone !== undefined && fact.inputTokens > alone.inputTokens;
  });
  return recallSucceeded(turns) && !grew;
}
