import type { DialectName } from '../../schemas/dialect.js';
import { dialect as dialectData } from '../../schemas/dialects.js';
import type { JsonValue } from '../../schemas/json.js';
import type { Exchange } from '../../targets/exchange.js';
import type { FindingDraft, Report } from './judge.js';
import { type Level, levelIn, type Rule } from './rule.js';
import { toleratedDeviation } from './tolerance.js';

/** One violation of one rule, with how often it was seen. */
export interface Finding {
  readonly exchange: string;
  readonly pointer: string;
  readonly message: string;
  readonly expected: JsonValue;
  readonly actual: JsonValue;
  readonly count: number;
  /** Level of the rule in the dialect of the exchange. */
  readonly level: Level;
  readonly tolerated: boolean;
  /** Why it is tolerated, where it is. */
  readonly tolerance: string | null;
  readonly excerpt: readonly string[];
  /** The steps of the generated session that shows it, where it was made smaller. */
  readonly session?: readonly string[];
}

/** What judging has gathered about one rule so far. */
export interface Tally {
  readonly rule: Rule;
  evaluations: number;
  readonly findings: Map<string, Finding>;
  /** Exchanges that violate a MUST: one, or two for several. */
  readonly blamed: Set<string>;
}

/** Orders exchange ids the way people count: case 2 before case 10. */
export function byExchange(left: string, right: string): number {
  return left === right ? 0 : naturalOrder.compare(left, right);
}

const naturalOrder = new Intl.Collator('en', { numeric: true });

/** Distinct causes kept of one rule; further ones are dropped, the rule has failed anyway. */
const keptCauses = 50;

/** A report function that files findings of this exchange under their cause. */
export function reportInto(
  tally: Tally,
  blamed: { readonly exchange: string; readonly dialect: DialectName; readonly whole?: Exchange },
): Report {
  const { rule, findings } = tally;
  return (draft) => {
    const pointer = fullPointer(draft);
    const tolerance = toleratedDeviation(dialectData(blamed.dialect), rule.id, pointer, draft, blamed.whole);
    const cause = `${tolerance === null ? '' : 'tolerated '}${draft.cause ?? pointer.replace(/\/\d+(?=\/|$)/g, '/*')}`;
    const exchange = draft.exchange ?? blamed.exchange;
    if (tolerance === null && tally.blamed.size < 2 && levelIn(rule, blamed.dialect) === 'MUST')
      tally.blamed.add(exchange);
    const known = findings.get(cause);
    // The finding that is shown must not depend on which answer came first: the smallest exchange id stands for all.
    if (known !== undefined && byExchange(known.exchange, exchange) <= 0) {
      findings.set(cause, { ...known, count: known.count + 1 });
      return;
    }
    if (known === undefined && findings.size >= keptCauses) return;
    findings.set(cause, {
      exchange,
      pointer,
      message: draft.message,
      expected: draft.expected ?? null,
      actual: draft.actual ?? null,
      count: (known?.count ?? 0) + 1,
      level: levelIn(rule, blamed.dialect),
      tolerated: tolerance !== null,
      tolerance: tolerance?.reason ?? null,
      excerpt: draft.excerpt ?? [],
    });
  };
}

function fullPointer(draft: FindingDraft): string {
  const inside = draft.pointer ?? '';
  return draft.event === undefined ? inside : `/events/${draft.event}${inside}`;
}
