import { catalogue } from '../../suites/catalogue.js';
import { startJudging } from '../../suites/engine/judging.js';
import type { Rule } from '../../suites/engine/rule.js';
import { recordedExchanges, recordingsPresent } from '../recordings/recorded.js';
import { disturbedChecks, memberChecks } from './broken-checks.js';
import { caseChecks } from './case-checks.js';
import type { Evidence } from './evidence.js';
import { generatorChecks } from './generator-checks.js';
import { type Check, isTelling, judgedAgain, type Prepared, preparedOf, wrongOf } from './prepared.js';
import { streamChecks } from './stream-checks.js';

/**
 * The gates of the proof over exchanges that were made before, so that a mutant costs no requests: each rule of these areas
 * catches its defects, says of them what it said, blames no permitted oddity and is judged on the reference server; each kind
 * of broken stream is named. Of the area `generators`, which needs no evidence: what they make stays what it was.
 */
export async function allChecks(
  evidence: readonly Evidence[],
  areas: readonly string[] | null,
): Promise<readonly Check[]> {
  if (areas?.includes('generators') === true) return generatorChecks();
  const rules = catalogue.rules.filter(({ area }) => areas === null || areas.includes(area));
  const prepared = preparedOf(evidence);
  return [
    ...rules.map((rule) => ruleCheck(rule, prepared)),
    ...caseChecks(rules),
    ...disturbedChecks(rules, prepared),
    ...memberChecks(rules, prepared),
    ...(areas === null || areas.includes('streaming') ? streamChecks(prepared) : []),
    ...(await recordingChecks(rules)),
  ];
}

function ruleCheck(rule: Rule, evidence: readonly Prepared[]): Check {
  // What kills soonest comes first.
  const order = ['defect', 'reference', 'oddity'];
  const telling = evidence
    .filter((entry) => isTelling(rule, entry))
    .toSorted((left, right) => order.indexOf(left.kind) - order.indexOf(right.kind));
  return {
    name: `rule ${rule.id}`,
    run: () => {
      for (const entry of telling) {
        const views = rule.judge.kind === 'group' ? entry.views() : entry.fresh();
        const wrong = wrongOf([rule], entry, judgedAgain([rule], entry, views));
        if (wrong !== null) return wrong;
      }
      return null;
    },
  };
}

async function recordingChecks(wanted: readonly Rule[]): Promise<readonly Check[]> {
  if (!recordingsPresent) return [];
  const exchanges = await recordedExchanges('openai', 'azure');
  const target = { model: null, modelAliases: [], contextWindow: null, capabilities: {} };
  return [...new Set(wanted.map(({ area }) => area))].map((area) => {
    const rules = wanted.filter((rule) => rule.area === area);
    return {
      name: `recordings by ${area}`,
      run: () => {
        const judging = startJudging({ rules, analysers: catalogue.analysers, target, live: false });
        for (const exchange of exchanges) judging.take(exchange);
        const { records, faults } = judging.finish();
        const [fault] = faults;
        if (fault !== undefined) throw new Error(`${fault.rule} threw: ${fault.message}`);
        const blamed = records.find(({ findings }) =>
          findings.some(({ tolerated, level }) => !tolerated && level === 'MUST'),
        );
        return blamed === undefined ? null : `${blamed.rule.id} blames recorded traffic`;
      },
    };
  });
}
