import { excerptOf } from '../../reports/excerpt.js';
import type { RuleExample } from '../../reports/rule-page.js';
import type { FindingResult, Results } from '../../suites/engine/results.js';
import type { Exchange } from '../../targets/exchange.js';
import type { Defect } from '../defects/defect.js';
import { prove } from '../proof/subject.js';

/**
 * An example for each rule that one of the defects breaks: an answer of the reference server with the defect, and its
 * answer without it.
 */
export async function ruleExamples(
  defects: readonly Defect[],
  told: (line: string) => void,
): Promise<ReadonlyMap<string, RuleExample>> {
  const examples = new Map<string, RuleExample>();
  for (const defect of defects) {
    const wanted = defect.caughtBy.filter((rule) => !examples.has(rule));
    if (wanted.length === 0) continue;
    const broken = await recorded(defect, [defect.change], wanted);
    const sound = await recorded(defect, [], wanted);
    for (const rule of wanted) {
      const finding = broken.results.rules.find(({ id }) => id === rule)?.findings[0];
      const exchange = finding === undefined ? undefined : broken.exchanges.get(finding.exchange);
      if (finding === undefined || exchange === undefined) continue;
      examples.set(rule, {
        passing: passingLines(finding, sound.exchanges.get(finding.exchange)),
        symptom: defect.symptom,
        failing: excerptOf(finding, exchange),
        message: finding.message,
        seenIn: defect.seenIn ?? null,
      });
    }
    told(`${defect.name}: ${wanted.join(', ')}`);
  }
  return examples;
}

function passingLines(finding: FindingResult, exchange: Exchange | undefined): readonly string[] {
  return exchange === undefined ? [] : excerptOf({ ...finding, excerpt: [] }, exchange);
}

async function recorded(
  defect: Defect,
  changes: readonly Defect['change'][],
  rules: readonly string[],
): Promise<{ readonly results: Results; readonly exchanges: ReadonlyMap<string, Exchange> }> {
  const exchanges = new Map<string, Exchange>();
  const results = await prove(
    { dialect: defect.dialect ?? 'openai', changes, rules },
    {
      onExchange: (exchange) => {
        exchanges.set(exchange.id, exchange);
      },
    },
  );
  return { results, exchanges };
}
