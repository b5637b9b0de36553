import type { Results, RuleResult } from '../suites/engine/results.js';
import type { Exchange } from '../targets/exchange.js';
import { isKnownFailure } from './finding-text.js';
import { inert } from './inert-text.js';
import type { ReportInput } from './report-input.js';
import { ruleText } from './rule-text.js';
import { attributes, escapedXml } from './xml.js';

/** JUnit XML: one suite for each area, one case for each rule. Nothing that was not judged reads as a pass. */
export function junitXml({ results, cited }: Pick<ReportInput, 'results' | 'cited'>): string {
  const areas = [...new Set(results.rules.map(({ area }) => area))];
  const suites = areas.map((area) => areaSuite(results, area, cited));
  const counts = countCases(results.rules);
  const seconds = (results.cost.wallMs / 1000).toFixed(3);
  const root = attributes({ name: `responses-conformance ${results.target.name}`, ...counts, time: seconds });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${root}>\n${suites.join('\n')}\n</testsuites>\n`;
}

function areaSuite(results: Results, area: string, cited: ReadonlyMap<string, Exchange>): string {
  const rules = results.rules.filter((rule) => rule.area === area);
  const timestamp = results.run.startedAt.replace(/\.\d+Z$/, '');
  const open = attributes({ name: area, ...countCases(rules), time: '0', timestamp });
  const properties = [
    ['target', results.target.name],
    ['dialect', results.target.dialect],
    ['contract', results.suite.contract],
  ].map(([name = '', value = '']) => `<property${attributes({ name, value })}/>`);
  const cases = rules.map((rule) => testCase(rule, cited));
  return `  <testsuite${open}>\n    <properties>${properties.join('')}</properties>\n${cases.join('\n')}\n  </testsuite>`;
}

type Outcome = 'failure' | 'error' | 'skipped' | 'passed';

// An inconclusive MUST makes the verdict inconclusive, so it must not look like a mere skip.
function outcomeOf(rule: RuleResult): Outcome {
  switch (rule.status) {
    case 'pass':
    case 'warn':
      return 'passed';
    case 'fail':
      return isKnownFailure(rule) ? 'skipped' : 'failure';
    case 'inconclusive':
    case 'blocked':
      return rule.level === 'MUST' ? 'error' : 'skipped';
    default:
      return 'skipped';
  }
}

function testCase(rule: RuleResult, cited: ReadonlyMap<string, Exchange>): string {
  const open = attributes({ classname: rule.area, name: `${rule.id} ${rule.title}`, time: '0' });
  return `    <testcase${open}>${caseContent(rule, cited)}</testcase>`;
}

function caseContent(rule: RuleResult, cited: ReadonlyMap<string, Exchange>): string {
  const outcome = outcomeOf(rule);
  const known = isKnownFailure(rule) ? 'known failure' : rule.status;
  const message = inert(`${known}: ${rule.reason ?? ''}`);
  if (outcome === 'failure' || outcome === 'error') {
    const text = escapedXml(inert(ruleText(rule, cited)));
    return `<${outcome}${attributes({ message, type: rule.level })}>${text}</${outcome}>`;
  }
  if (outcome === 'skipped') return `<skipped${attributes({ message })}/>`;
  return rule.status === 'warn'
    ? `<system-out>${escapedXml(inert(`warn: ${ruleText(rule, cited)}`))}</system-out>`
    : '';
}

function countCases(rules: readonly RuleResult[]) {
  const count = (wanted: Outcome) => rules.filter((rule) => outcomeOf(rule) === wanted).length;
  return {
    tests: rules.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  };
}
