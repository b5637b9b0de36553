import type { Exchange } from '../../targets/exchange.js';
import type { Rule } from './rule.js';
import type { Requests, Sequence, SequenceVersion } from './scenario.js';
import { OutOfBudget } from './scheduler.js';
import type { Finding } from './tally.js';

/** A rule whose finding was made on a generated sequence of requests. */
export interface FailingSequence {
  readonly rule: Rule;
  readonly scenario: string;
  readonly sequence: Sequence;
}

/** The smallest sequence found that a rule still finds fault with. */
export interface SmallestSequence {
  readonly exchanges: readonly Exchange[];
  readonly shown: Finding;
}

/** What the requests of one version of a sequence are made with. */
export interface Playing {
  readonly scenario: string;
  /** Whether another request may be sent; where not, it is refused with `OutOfBudget`. */
  readonly maySend: () => boolean;
  readonly take: (exchange: Exchange) => void;
}

/** How smaller sequences are tried. */
export interface ShrinkingSequences {
  /** Requests that all sequences together may cost. */
  readonly budget: number;
  /** Requests of a case that nothing else was sent in. */
  readonly requests: (playing: Playing) => Requests;
  /** What the rule finds in these exchanges, judged by themselves. */
  readonly findingsOf: (rule: Rule, exchanges: readonly Exchange[]) => readonly Finding[];
}

/**
 * The smallest sequence of each rule, by rule id; a rule of which no smaller one fails is left out. Every version is
 * played from its start and judged by itself, so that it owes nothing to what else was sent in the run.
 */
export async function shrinkSequences(
  failing: readonly FailingSequence[],
  shrinking: ShrinkingSequences,
): Promise<ReadonlyMap<string, SmallestSequence>> {
  const smallest = new Map<string, SmallestSequence>();
  let left = shrinking.budget;
  for (const [index, one] of failing.entries()) {
    const share = Math.ceil(left / (failing.length - index));
    const { found, spent } = await shrinkSequence(one, share, shrinking);
    left -= spent;
    if (found !== null) smallest.set(one.rule.id, found);
  }
  return smallest;
}

async function shrinkSequence(
  { rule, scenario, sequence }: FailingSequence,
  budget: number,
  { requests, findingsOf }: ShrinkingSequences,
): Promise<{ readonly found: SmallestSequence | null; readonly spent: number }> {
  let found: SmallestSequence | null = null;
  let spent = 0;
  const maySend = () => spent < budget;
  const fails = async ({ play, steps }: SequenceVersion) => {
    if (!maySend()) return false;
    const exchanges: Exchange[] = [];
    const take = (exchange: Exchange) => {
      spent += 1;
      exchanges.push(exchange);
    };
    try {
      await play(requests({ scenario, maySend, take }));
    } catch (error) {
      // The budget is spent in the middle: what was found so far is the smallest.
      if (!(error instanceof OutOfBudget)) throw error;
      spent = budget;
      return false;
    }
    const [shown] = findingsOf(rule, exchanges);
    if (shown !== undefined) found = { exchanges, shown: { ...shown, session: steps } };
    return shown !== undefined;
  };
  await sequence.shrink(fails, budget);
  return { found, spent };
}
