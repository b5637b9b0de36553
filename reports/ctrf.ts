import { type CTRFReport, ReportBuilder, TestBuilder, type TestStatus } from 'ctrf';
import type { RuleResult } from '../suites/engine/results.js';
import { isKnownFailure } from './finding-text.js';
import { inert } from './inert-text.js';
import type { ReportInput } from './report-input.js';
import { ruleText } from './rule-text.js';
import { suiteVersion } from './suite-version.js';

/** A Common Test Report Format document: one test for each rule. */
export function ctrfReport({ results, cited }: Pick<ReportInput, 'results' | 'cited'>): CTRFReport {
  const builder = new ReportBuilder()
    .tool({ name: results.suite.name, version: results.suite.version })
    .generatedBy(`responses-conformance ${suiteVersion()}`)
    .timestamp(results.run.finishedAt)
    .environment({
      appName: results.target.name,
      ...(results.target.version === null ? {} : { appVersion: results.target.version }),
      testEnvironment: results.target.dialect,
    })
    .summaryOverrides({
      start: Date.parse(results.run.startedAt),
      stop: Date.parse(results.run.finishedAt),
    });
  for (const rule of results.rules) {
    const test = new TestBuilder()
      .name(`${rule.id} ${rule.title}`)
      .status(statusOf(rule))
      .duration(0)
      .rawStatus(isKnownFailure(rule) ? 'fail (known)' : rule.status)
      .suite([rule.area])
      .tags([rule.level, rule.basis])
      .extra({ rule: rule.id, evaluations: rule.evaluations });
    if (rule.reason !== null) test.message(inert(rule.reason));
    if (rule.status === 'fail' || rule.status === 'warn') test.trace(inert(ruleText(rule, cited)));
    builder.addTest(test.build());
  }
  return builder.build();
}

function statusOf(rule: RuleResult): TestStatus {
  switch (rule.status) {
    case 'pass':
    case 'warn':
      return 'passed';
    case 'fail':
      return isKnownFailure(rule) ? 'other' : 'failed';
    case 'inconclusive':
    case 'blocked':
      return 'other';
    default:
      return 'skipped';
  }
}
