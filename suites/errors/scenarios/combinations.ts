import {
  type CrossFieldViolation,
  crossFieldViolations,
  type Existing,
} from '../../../generators/violations/cross-fields.js';
import { stringAt } from '../../../schemas/json.js';
import type { CapabilityName } from '../../../targets/capability.js';
import { plain } from '../../create/scenarios/plain.js';
import { idOf, wasAccepted } from '../../engine/answers.js';
import { offersAll, type Scenario, type Stage, scenario } from '../../engine/scenario.js';

/** How many of the combinations every run sends: those that each stand for a sentence of the contract. */
const common = 3;

/** Members that exclude or need one another, each pair in a request of its own. */
export const combinations = scenario({
  id: 'errors/combinations',
  area: 'errors',
  title: 'stream_options without stream, two histories at once, an mcp tool without a server',
  needs: [],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  depth: 'standard',
  order: 'invalid',
  after: [plain],
  cost: { requests: common + 1, input: 0, output: 0 },
  run: (stage) => sendAll(stage, crossFieldViolations.slice(0, common)),
});

/** Further combinations, and the same ones in the other mode. */
export const rareCombinations = scenario({
  id: 'errors/rare-combinations',
  area: 'errors',
  title: 'Choices of tools that are not there, two functions of one name, and forbidden pairs with streams',
  needs: [],
  depth: 'deep',
  order: 'invalid',
  after: [plain],
  cost: { requests: crossFieldViolations.length - common + 1, input: 200, output: 200 },
  run: (stage) => sendAll(stage, crossFieldViolations.slice(common)),
});

export const combinationScenarios: readonly Scenario[] = [combinations, rareCombinations];

async function sendAll(stage: Stage, violations: readonly CrossFieldViolation[]): Promise<void> {
  const possible: (readonly [index: number, violation: CrossFieldViolation])[] = [];
  for (const [index, entry] of violations.entries()) {
    if (entry.dialects.includes(stage.dialect.name) && (await offersAll(stage, entry.needs)))
      possible.push([index, entry]);
  }
  const needs = new Set(possible.flatMap(([, entry]) => entry.needs));
  const existing = await existingAt(stage, needs, violations.length + 1);
  await Promise.all(
    possible.map(async ([index, { body, violation }]) => {
      const made = body(existing);
      if (made !== null) await stage.case(index + 1).create(made, { validity: 'invalid', violation });
    }),
  );
}

// A conversation is only opened for combinations that need one.
async function existingAt(
  stage: Stage,
  needs: ReadonlySet<CapabilityName>,
  caseNumber: number,
): Promise<Existing> {
  const { short } = stage.prompts;
  if (!needs.has('conversations')) return { prompt: short, response: null, conversation: null };
  const response = idOf(await stage.use(plain));
  const opened = await stage.case(caseNumber).createConversation({});
  return {
    prompt: short,
    response,
    conversation: wasAccepted(opened) ? stringAt(opened.answer?.json, 'id') : null,
  };
}
