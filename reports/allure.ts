import { mkdir, rm } from 'node:fs/promises';
import { Stage, Status, type StepResult, type TestResult } from 'allure-js-commons';
import { ReporterRuntime } from 'allure-js-commons/sdk/reporter';
import type { FindingResult, Results, RuleResult, ScenarioResult } from '../suites/engine/results.js';
import type { Exchange } from '../targets/exchange.js';
import { attachmentWriter, lettersOfReport } from './allure-attachments.js';
import { allureCategories } from './allure-categories.js';
import {
  type AllureIdentity,
  exerciseIdentity,
  exerciseMessage,
  exerciseTags,
  judgeIdentity,
  judgeMessage,
  judgeTags,
} from './allure-labels.js';
import { AllureWriter } from './allure-writer.js';
import { curlOf } from './curl.js';
import { excerptOf } from './excerpt.js';
import { exchangeText } from './exchange-text.js';
import { detailLines, placeText, shownFindings, timesText } from './finding-text.js';
import { inert } from './inert-text.js';
import { type ReportInput, shownFindingsOfRule } from './report-input.js';
import { ruleText } from './rule-text.js';

/** Exchanges of one scenario that are attached; generated families have hundreds. */
const mostExchanges = 60;

/** What is remembered of the exchanges of one scenario while the transcript goes by: never the exchanges themselves. */
interface Exercised {
  readonly steps: StepResult[];
  start: number;
  stop: number;
  count: number;
}

type Attach = ReturnType<typeof attachmentWriter>;

/** How much of a run goes into a report. */
interface AllureExtent {
  /** Letters of attachments, after which they are cut short. */
  readonly room: number;
  /** Whether exercises show their exchanges; findings show theirs in any case. */
  readonly exchanges: boolean;
}

const wholeExtent: AllureExtent = { room: lettersOfReport, exchanges: true };

/**
 * Writes Allure results: one test for each scenario with its exchanges, one for each rule with its findings. The extent is
 * less than whole where several targets share one report.
 */
export async function writeAllureResults(
  input: ReportInput,
  folder: string,
  { room, exchanges }: AllureExtent = wholeExtent,
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { results } = input;
  const runtime = startAllure(results, folder);
  const attach = attachmentWriter(folder, room);
  const exercised: ReadonlyMap<string, Exercised> = exchanges ? await exercises(input, attach) : new Map();
  for (const scenario of results.scenarios) {
    writeTest(
      runtime,
      exerciseIdentity(scenario, results.target),
      exerciseOutcome(scenario, exercised, results),
    );
  }
  for (const rule of results.rules) {
    writeTest(runtime, judgeIdentity(rule, results.target), judgeOutcome(rule, input, attach));
  }
}

/** Writes what stands beside the tests: the environment block and the categories of findings. */
export function startAllure(results: Results, folder: string): ReporterRuntime {
  const runtime = new ReporterRuntime({
    writer: new AllureWriter(folder),
    environmentInfo: environmentInfo(results),
    categories: [...allureCategories],
  });
  runtime.writeEnvironmentInfo();
  runtime.writeCategoriesDefinitions();
  return runtime;
}

type Outcome = Pick<TestResult, 'status' | 'statusDetails' | 'steps' | 'start' | 'stop'> & {
  readonly tags: readonly string[];
};

function writeTest(runtime: ReporterRuntime, identity: AllureIdentity, outcome: Outcome): void {
  const { labels, links, parameters, titlePath, ...names } = identity;
  const { tags, ...result } = outcome;
  const uuid = runtime.startTest({ name: names.name, start: outcome.start });
  runtime.updateTest(uuid, (test) => {
    Object.assign(test, names, result, { stage: Stage.FINISHED, titlePath: [...titlePath] });
    test.labels.push(...labels, ...tags.map((value) => ({ name: 'tag', value })));
    test.links.push(...links);
    test.parameters.push(...parameters);
  });
  runtime.stopTest(uuid, { stop: outcome.stop });
  runtime.writeTest(uuid);
}

async function exercises(input: ReportInput, attach: Attach): Promise<ReadonlyMap<string, Exercised>> {
  const found = new Map<string, Exercised>();
  for await (const exchange of input.transcript()) {
    const start = Date.parse(exchange.timing.startedAt) || Date.parse(input.results.run.startedAt);
    const stop = start + Math.round(exchange.timing.totalMs ?? 0);
    const known = found.get(exchange.scenario) ?? { steps: [], start, stop, count: 0 };
    known.start = Math.min(known.start, start);
    known.stop = Math.max(known.stop, stop);
    known.count += 1;
    if (known.count <= mostExchanges) known.steps.push(exchangeStep(exchange, start, stop, attach));
    found.set(exchange.scenario, known);
  }
  return found;
}

function exchangeStep(exchange: Exchange, start: number, stop: number, attach: Attach): StepResult {
  const { request, answer } = exchange;
  const outcome = answer === null ? 'no answer' : String(answer.status);
  return {
    ...step(
      inert(`${request.method} ${request.path} → ${outcome}  ${exchange.id}`),
      Status.PASSED,
      start,
      stop,
    ),
    attachments: [attach(exchange.id, exchangeText(exchange))],
  };
}

function exerciseOutcome(
  scenario: ScenarioResult,
  exercised: ReadonlyMap<string, Exercised>,
  results: Results,
): Outcome {
  const runStart = Date.parse(results.run.startedAt);
  const own = exercised.get(scenario.id) ?? { steps: [], start: runStart, stop: runStart, count: 0 };
  const fault = (results.faults ?? []).find(({ exchange }) => exchange === scenario.id);
  const message =
    fault !== undefined
      ? `fault in the suite: ${fault.message}`
      : scenario.status === 'done'
        ? undefined
        : inert(exerciseMessage(scenario));
  const status =
    fault !== undefined ? Status.BROKEN : scenario.status === 'done' ? Status.PASSED : Status.SKIPPED;
  return {
    status,
    statusDetails: message === undefined ? {} : { message },
    steps: own.steps,
    start: own.start,
    stop: own.stop,
    tags: exerciseTags(scenario),
  };
}

function judgeOutcome(rule: RuleResult, { results, cited }: ReportInput, attach: Attach): Outcome {
  const start = Date.parse(results.run.startedAt);
  return {
    status: judgeStatus(rule),
    statusDetails: judgeDetails(rule, cited),
    steps: shownFindings(rule)
      .slice(0, shownFindingsOfRule)
      .map((finding) => findingStep(rule, finding, cited.get(finding.exchange), start, attach)),
    start,
    stop: start,
    tags: judgeTags(rule),
  };
}

/** The Allure status of a rule. What was not judged is skipped, with its reason, never passed. */
function judgeStatus(rule: Pick<RuleResult, 'status'>): Status {
  if (rule.status === 'fail') return Status.FAILED;
  return rule.status === 'pass' || rule.status === 'warn' ? Status.PASSED : Status.SKIPPED;
}

function judgeDetails(rule: RuleResult, cited: ReadonlyMap<string, Exchange>): TestResult['statusDetails'] {
  if (rule.status === 'pass') return {};
  const message = inert(judgeMessage(rule));
  if (rule.status !== 'fail' && rule.status !== 'warn') return { message };
  return { message, trace: inert(ruleText(rule, cited)) };
}

function findingStep(
  rule: RuleResult,
  finding: FindingResult,
  exchange: Exchange | undefined,
  at: number,
  attach: Attach,
): StepResult {
  const lines = [
    finding.message,
    placeText(finding),
    ...detailLines(finding),
    ...(exchange === undefined ? [] : ['', ...excerptOf(finding, exchange), '', curlOf(exchange)]),
  ];
  const status = rule.status === 'fail' ? Status.FAILED : Status.PASSED;
  return {
    ...step(inert(`${finding.message} (${timesText(finding.count)})`), status, at, at),
    statusDetails: { message: inert(placeText(finding)) },
    attachments: [attach('what came', lines.join('\n'))],
  };
}

function step(name: string, status: Status, start: number, stop: number): StepResult {
  return {
    name,
    status,
    start,
    stop,
    stage: Stage.FINISHED,
    statusDetails: {},
    steps: [],
    parameters: [],
    attachments: [],
  };
}

function environmentInfo({ target, suite, run }: Results): Record<string, string> {
  return {
    target: inert(target.name),
    'base URL': inert(target.baseUrl),
    model: inert(target.model),
    version: inert(target.version ?? 'not given'),
    dialect: target.dialect,
    contract: suite.contract,
    suite: `${suite.name} ${suite.version}`,
    depth: run.depth,
    seed: String(run.seed),
  };
}
