import { isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';
import type { Validate } from '../../schemas/validator.js';
import type { Exchange, Intent } from '../../targets/exchange.js';
import type { Rule } from './rule.js';
import { OutOfBudget } from './scheduler.js';
import { smallerValues } from './smaller.js';

/** A finding on a request that was made from the schema, and what is needed to make that request smaller. */
export interface Shrinkable {
  readonly rule: Rule;
  readonly body: JsonObject;
  readonly intent: Intent;
}

/** How candidates are tried. */
export interface Shrinking {
  /** Requests that all findings together may cost. */
  readonly budget: number;
  readonly validate: Validate;
  /** The simplest input: a text that the model can answer. */
  readonly plainInput: string;
  readonly send: (body: JsonObject, intent: Intent) => Promise<Exchange>;
  /** Whether this rule finds fault with this exchange. */
  readonly violates: (rule: Rule, exchange: Exchange) => boolean;
}

/**
 * The smallest request found that a rule still finds fault with, by rule id. Only candidates that are still of their
 * kind are sent: valid ones, or ones with the same violation at the same place and nothing else wrong.
 */
export async function shrink(
  findings: readonly Shrinkable[],
  shrinking: Shrinking,
): Promise<ReadonlyMap<string, Exchange>> {
  const smallest = new Map<string, Exchange>();
  let left = shrinking.budget;
  for (const [index, finding] of findings.entries()) {
    const share = Math.ceil(left / (findings.length - index));
    const { exchange, spent } = await shrinkOne(finding, share, shrinking);
    left -= spent;
    if (exchange !== null) smallest.set(finding.rule.id, exchange);
  }
  return smallest;
}

async function shrinkOne(
  { rule, body, intent }: Shrinkable,
  budget: number,
  { validate, send, violates, plainInput }: Shrinking,
): Promise<{ readonly exchange: Exchange | null; readonly spent: number }> {
  const tried = new Set<string>();
  let best: { readonly body: JsonObject; readonly exchange: Exchange | null } = { body, exchange: null };
  let spent = 0;
  for (let improved = true; improved; ) {
    improved = false;
    for (const candidate of candidates(best.body, plainInput)) {
      if (spent >= budget) return { exchange: best.exchange, spent };
      if (!isObject(candidate) || !isOfItsKind(candidate, intent, validate)) continue;
      const key = JSON.stringify(candidate);
      if (tried.has(key)) continue;
      tried.add(key);
      spent += 1;
      const exchange = await send(candidate, intent).catch(givenUp);
      if (exchange === null) return { exchange: best.exchange, spent: budget };
      if (!violates(rule, exchange)) continue;
      best = { body: candidate, exchange };
      improved = true;
      break;
    }
  }
  return { exchange: best.exchange, spent };
}

function* candidates(body: JsonObject, plainInput: string): Iterable<JsonValue> {
  if (body['input'] !== plainInput) yield { ...body, input: plainInput };
  for (const smaller of smallerValues(body)) {
    // A text cut short is no input that anybody would write.
    if (!isObject(smaller) || smaller['input'] === body['input'] || typeof body['input'] !== 'string')
      yield smaller;
  }
}

// The budget of the run is spent: what was found so far is the smallest.
function givenUp(error: unknown): null {
  if (error instanceof OutOfBudget) return null;
  throw error;
}

function isOfItsKind(body: JsonObject, { validity, violation }: Intent, validate: Validate): boolean {
  // Without model and input a request is refused for another reason than the one looked for.
  const { model, input } = body;
  const asksNothing = input === '' || (Array.isArray(input) && input.length === 0);
  if (model === undefined || input === undefined || asksNothing) return false;
  const found = validate(body);
  if (validity === 'valid') return found.length === 0;
  const [first, ...others] = found;
  return (
    others.length === 0 && first?.pointer === violation?.pointer && first?.keyword === violation?.keyword
  );
}
