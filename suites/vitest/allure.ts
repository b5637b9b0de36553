import * as allure from 'allure-js-commons';
import {
  type AllureIdentity,
  type AllureTarget,
  exerciseIdentity,
  exerciseTags,
  judgeIdentity,
  judgeTags,
} from '../../reports/allure-labels.js';
import { exchangeText } from '../../reports/exchange-text.js';
import type { Exchange } from '../../targets/exchange.js';
import type { RuleResult, ScenarioResult } from '../engine/results.js';
import type { Rule } from '../engine/rule.js';
import type { Scenario } from '../engine/scenario.js';

/** Attachments travel as text through vitest: of a generated family the first few say enough. */
const mostExchanges = 10;

/** Files the running test as the exercise of a scenario. */
export function showExercise(
  scenario: Scenario,
  outcome: ScenarioResult | undefined,
  target: AllureTarget,
): Promise<void> {
  return show(exerciseIdentity(scenario, target), outcome === undefined ? [] : exerciseTags(outcome));
}

/** Files the running test as the judgement of a rule. */
export function showJudgement(
  rule: Rule,
  known: RuleResult | undefined,
  target: AllureTarget,
): Promise<void> {
  return show(judgeIdentity(known ?? rule, target), known === undefined ? [] : judgeTags(known));
}

/** Attaches what was sent and what came. */
export async function attachExchanges(exchanges: readonly Exchange[]): Promise<void> {
  for (const exchange of exchanges.slice(0, mostExchanges)) {
    await allure.attachment(exchange.id, exchangeText(exchange), 'text/plain');
  }
}

async function show(identity: AllureIdentity, tags: readonly string[] = []): Promise<void> {
  await allure.displayName(identity.name);
  await allure.testCaseId(identity.testCaseId);
  await allure.historyId(identity.historyId);
  await allure.description(identity.description);
  await allure.labels(...identity.labels, ...tags.map((value) => ({ name: 'tag', value })));
  await allure.links(...identity.links);
  for (const { name, value } of identity.parameters) await allure.parameter(name, value);
}
