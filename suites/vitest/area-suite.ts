import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, inject, type TestContext, test } from 'vitest';
import { recordedTarget } from '../../cli/declared.js';
import { exerciseMessage, judgeMessage } from '../../reports/allure-labels.js';
import { isKnownFailure } from '../../reports/finding-text.js';
import { parseResults } from '../../reports/read-results.js';
import type { Exchange } from '../../targets/exchange.js';
import { readTranscript } from '../../targets/transcript.js';
import { catalogue } from '../catalogue.js';
import type { Area } from '../engine/area.js';
import { type JudgingOptions, prepare, startJudging } from '../engine/judging.js';
import type { Results, RuleResult } from '../engine/results.js';
import type { Rule } from '../engine/rule.js';
import type { Scenario } from '../engine/scenario.js';
import type { ExchangeView } from '../engine/view.js';
import { attachExchanges, showExercise, showJudgement } from './allure.js';
import './provided.js';

/** The tests of one area: one for each scenario, telling how it ended, and one for each rule, judging the transcript. */
export function suiteOf(area: Area): void {
  let run: {
    readonly results: Results;
    readonly exchanges: readonly Exchange[];
    readonly views: readonly ExchangeView[];
  } | null = null;
  const current = () => {
    if (run === null) throw new Error('the run was not read before the tests began');
    return run;
  };

  beforeAll(async () => {
    const { results, transcript } = inject('conformance');
    const exchanges: Exchange[] = [];
    for await (const exchange of readTranscript(transcript)) exchanges.push(exchange);
    const read = parseResults(await readFile(results, 'utf8'), results);
    run = {
      results: read,
      views: exchanges.map((exchange) => prepare(exchange, judgingOf(read))),
      exchanges,
    };
  });
  afterAll(() => {
    run = null;
  });

  describe(area, () => {
    const scenarios = catalogue.scenarios.filter((scenario) => scenario.area === area);
    const rules = catalogue.rules.filter((rule) => rule.area === area);
    describe('exercise', () => {
      for (const scenario of scenarios) {
        test(scenario.id, (context) =>
          exerciseTest(scenario, current().results, current().exchanges, context),
        );
      }
    });
    describe('judge', () => {
      for (const rule of rules) {
        test(`${rule.id} ${rule.title}`, (context) =>
          judgeTest(rule, current().results, current().views, context));
      }
    });
  });
}

async function exerciseTest(
  scenario: Scenario,
  results: Results,
  exchanges: readonly Exchange[],
  context: TestContext,
): Promise<void> {
  const outcome = results.scenarios.find(({ id }) => id === scenario.id);
  await showExercise(scenario, outcome, results.target);
  await attachExchanges(exchanges.filter((exchange) => exchange.scenario === scenario.id));
  const fault = results.faults?.find(({ exchange }) => exchange === scenario.id);
  if (fault !== undefined) throw new Error(`fault in the suite: ${fault.message}`);
  if (outcome?.status !== 'done')
    context.skip(exerciseMessage(outcome ?? { status: 'not-run', reason: 'filtered' }));
}

// The rule runs here, over the recorded exchanges: an edited rule judges the last transcript again at once.
async function judgeTest(
  rule: Rule,
  results: Results,
  views: readonly ExchangeView[],
  context: TestContext,
): Promise<void> {
  const known = results.rules.find(({ id }) => id === rule.id);
  await showJudgement(rule, known, results.target);
  if (known !== undefined && isUnjudged(known)) context.skip(judgeMessage(known));
  const judging = startJudging({ ...judgingOf(results), rules: [rule] });
  for (const view of views) judging.take(view.exchange, view);
  const { records, faults } = judging.finish();
  const [fault] = faults;
  if (fault !== undefined) throw new Error(`fault in the suite: ${fault.message}`);
  const findings = records.flatMap((record) => record.findings).filter(({ tolerated }) => !tolerated);
  const violated = findings.filter(({ level }) => level === 'MUST');
  if (violated.length === 0) return;
  // A known failure must neither fail the night nor read as a pass.
  if (known !== undefined && isKnownFailure(known)) context.skip(judgeMessage(known));
  else {
    throw new Violated(
      rule,
      violated.map(({ exchange, pointer, message }) => `${exchange} ${pointer}: ${message}`),
    );
  }
}

function judgingOf(results: Results): Pick<JudgingOptions, 'target' | 'live' | 'analysers'> {
  return { analysers: catalogue.analysers, target: recordedTarget(results), live: true };
}

/** What judging the transcript again cannot tell: statuses that rest on capabilities and on how scenarios ended. */
function isUnjudged({ status }: RuleResult): boolean {
  return status !== 'pass' && status !== 'fail' && status !== 'warn';
}

/** A MUST that the target violates. The name is what makes Allure call the test failed and not broken. */
class Violated extends Error {
  override readonly name = 'AssertionError';
  constructor(rule: Rule, findings: readonly string[]) {
    super(
      `${rule.id}: ${rule.title}\n${findings.map((finding) => `  ${finding}`).join('\n')}\nFix: ${rule.fix}`,
    );
  }
}
