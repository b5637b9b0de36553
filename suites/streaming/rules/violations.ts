import type { ExchangeJudge, FindingDraft } from '../../engine/judge.js';
import { analysed } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import type { ExchangeView } from '../../engine/view.js';
import { grammar } from '../automaton/grammar.js';
import { type Check, causeOf, type Violation } from '../automaton/violation.js';

/** A rule over what the automaton finds: everything but the judge, the area and the capability. */
export type GrammarRule = Omit<Rule, 'judge' | 'area' | 'needs'> & {
  readonly check: Check;
  readonly needs?: Rule['needs'];
};

/** Makes a rule that reports the violations of one check, wherever the stream was a case for it. */
export function grammarRule({ check, needs = ['streaming'], ...parts }: GrammarRule): Rule {
  return rule({ ...parts, area: 'streaming', needs, judge: violationsOf(check) });
}

function violationsOf(check: Check): ExchangeJudge {
  return analysed(grammar, {
    given: ({ exercised }, view) => isResponseStream(view) && exercised.has(check),
    check: ({ violations }, report) => {
      for (const violation of violations) {
        if (violation.check !== check) continue;
        const finding = findingOf(violation);
        for (let count = 0; count < Math.min(violation.count, mostCounted); count += 1) report(finding);
      }
    },
  });
}

/** A stream of a million events may repeat one mistake a million times. */
const mostCounted = 10_000;

function findingOf(violation: Violation): FindingDraft {
  return {
    ...(violation.event === null ? {} : { event: violation.event }),
    pointer: violation.pointer,
    message: violation.message,
    expected: violation.expected,
    actual: violation.actual,
    cause: causeOf(violation),
    eventType: violation.eventType,
    ...(violation.keyword === null ? {} : { keyword: violation.keyword }),
    excerpt: violation.excerpt,
  };
}

/** Whether an answer is the stream of a response. */
export function isResponseStream(view: ExchangeView): boolean {
  const { operation } = view.exchange;
  return view.accepted && (operation === 'create-response' || operation === 'retrieve-response');
}
