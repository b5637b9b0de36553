import type { CTRFReport, Test, TestStatus } from 'ctrf';
import type { RuleResult } from '../suites/engine/results.js';
import { isKnownFailure } from './finding-text.js';
import { inert } from './inert-text.js';
import type { ReportInput } from './report-input.js';
import { ruleText } from './rule-text.js';
import { suiteVersion } from './suite-version.js';

/** A Common Test Report Format document: one test for each rule. */
export function ctrfReport({ results, cited }: Pick<ReportInput, 'results' | 'cited'>): CTRFReport {
  const { suite, run, target } = results;
  const tests = results.rules.map((rule) => testOf(rule, cited));
  const count = (status: TestStatus) => tests.filter((test) => test.status === status).length;
  return {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    timestamp: run.finishedAt,
    generatedBy: `responses-conformance ${suiteVersion()}`,
    results: {
      tool: { name: suite.name, version: suite.version },
      summary: {
        tests: tests.length,
        passed: count('passed'),
        failed: count('failed'),
        skipped: count('skipped'),
        pending: count('pending'),
        other: count('other'),
        suites: new Set(results.rules.map(({ area }) => area)).size,
        start: Date.parse(run.startedAt),
        stop: Date.parse(run.finishedAt),
      },
      tests,
      environment: {
        appName: target.name,
        ...(target.version === null ? {} : { appVersion: target.version }),
        testEnvironment: target.dialect,
      },
    },
  };
}

function testOf(rule: RuleResult, cited: ReportInput['cited']): Test {
  const found = rule.status === 'fail' || rule.status === 'warn';
  return {
    name: `${rule.id} ${rule.title}`,
    status: statusOf(rule),
    // Rules judge a transcript: none of them has a time of its own.
    duration: 0,
    rawStatus: isKnownFailure(rule) ? 'fail (known)' : rule.status,
    suite: [rule.area],
    tags: [rule.level, rule.basis],
    ...(rule.reason === null ? {} : { message: inert(rule.reason) }),
    ...(found ? { trace: inert(ruleText(rule, cited)) } : {}),
    extra: { rule: rule.id, evaluations: rule.evaluations },
  };
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
