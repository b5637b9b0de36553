import { createHash } from 'node:crypto';
import type { Results, RuleResult, ScenarioResult } from '../suites/engine/results.js';
import type { Level } from '../suites/engine/rule.js';
import { isKnownFailure, sourceText } from './finding-text.js';
import { documentationUrl } from './rule-documentation.js';

/** How a test is called and filed in Allure. Both front ends take it from here, so that their histories are one. */
export interface AllureIdentity {
  readonly name: string;
  readonly fullName: string;
  readonly testCaseId: string;
  readonly historyId: string;
  readonly titlePath: readonly string[];
  readonly description: string;
  readonly labels: readonly { readonly name: string; readonly value: string }[];
  readonly links: readonly { readonly type: string; readonly name: string; readonly url: string }[];
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
}

/** What the identity of a test depends on beside the rule or scenario itself. */
export type AllureTarget = Pick<Results['target'], 'name' | 'dialect'>;

const severities: { readonly [level in Level]: string } = {
  MUST: 'critical',
  SHOULD: 'normal',
  MAY: 'minor',
};

/** The test that judges a rule. */
export function judgeIdentity(
  rule: Pick<RuleResult, 'id' | 'area' | 'level' | 'basis' | 'title' | 'source' | 'why' | 'fix'>,
  target: AllureTarget,
): AllureIdentity {
  const source = rule.source === undefined ? '' : sourceText({ ...unjudged, ...rule });
  return {
    ...ids(`${rule.area}/${rule.id}`, target),
    name: `${rule.id} ${rule.title}`,
    titlePath: ['Rules', rule.area],
    description: [
      `**${rule.level}** ${rule.title}`,
      source === '' ? '' : `Source: ${source}`,
      rule.why === undefined ? '' : `Why: ${rule.why}`,
      rule.fix === undefined ? '' : `Fix: ${rule.fix}`,
    ]
      .filter((line) => line !== '')
      .join('\n\n'),
    labels: [
      { name: 'epic', value: 'Rules' },
      { name: 'feature', value: rule.area },
      { name: 'story', value: rule.id },
      { name: 'severity', value: severities[rule.level] },
      { name: 'tag', value: rule.level },
      { name: 'tag', value: rule.basis },
      { name: 'target', value: target.name },
    ],
    links: [{ type: 'link', name: `${rule.id}: documentation`, url: documentationUrl(rule.id) }],
    parameters: [
      { name: 'target', value: target.name },
      { name: 'dialect', value: target.dialect },
    ],
  };
}

/** The test that exercises a scenario. */
export function exerciseIdentity(
  scenario: Pick<ScenarioResult, 'id' | 'title'>,
  target: AllureTarget,
): AllureIdentity {
  const [area = ''] = scenario.id.split('/');
  return {
    ...ids(scenario.id, target),
    name: scenario.id,
    titlePath: ['Exercises', area],
    description: scenario.title ?? '',
    labels: [
      { name: 'epic', value: 'Exercises' },
      { name: 'feature', value: area },
      { name: 'story', value: scenario.id },
      { name: 'severity', value: 'trivial' },
      { name: 'target', value: target.name },
    ],
    links: [],
    parameters: [
      { name: 'target', value: target.name },
      { name: 'dialect', value: target.dialect },
    ],
  };
}

/** Tags that say what became of a rule. */
export function judgeTags(rule: RuleResult): readonly string[] {
  return [rule.status, ...(isKnownFailure(rule) ? ['known'] : [])];
}

/** Tags that say what became of a scenario: none where it was exercised as planned. */
export function exerciseTags({ status }: Pick<ScenarioResult, 'status'>): readonly string[] {
  return status === 'done' ? [] : [status];
}

/** Why a rule did not just pass, in one line. */
export function judgeMessage(rule: RuleResult): string {
  return `${isKnownFailure(rule) ? 'known failure' : rule.status}: ${rule.reason ?? ''}`;
}

/** Why a scenario was not exercised as planned, in one line. */
export function exerciseMessage({ status, reason }: Pick<ScenarioResult, 'status' | 'reason'>): string {
  return `${status}: ${reason ?? ''}`;
}

const unjudged = {
  status: 'not-run',
  reason: null,
  evaluations: 0,
  attempts: null,
  findings: [],
} as const;

// The history of one target must not depend on where the suite is installed, nor mix with that of another target.
function ids(fullName: string, target: AllureTarget) {
  return {
    fullName,
    testCaseId: md5(fullName),
    historyId: md5(`${fullName} ${target.name} ${target.dialect}`),
  };
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
