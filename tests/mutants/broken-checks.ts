import { catalogue } from '../../suites/catalogue.js';
import { prepare } from '../../suites/engine/judging.js';
import type { Rule } from '../../suites/engine/rule.js';
import type { ExchangeView } from '../../suites/engine/view.js';
import { type Disturbance, disturbances, disturbed } from '../proof/disturbances.js';
import { saidBy } from '../proof/matrix.js';
import { brokenMembers } from '../proof/members.js';
import { type Check, judgedAgain, type Prepared } from './prepared.js';

// What each rule makes of the sound servers and of answers that were disturbed on their way stays what it was.
export function disturbedChecks(rules: readonly Rule[], evidence: readonly Prepared[]): readonly Check[] {
  const runs = evidence
    .filter(({ kind }) => kind === 'reference')
    .flatMap((entry) => [
      { entry, views: entry.views() },
      ...disturbances.flatMap((disturbance) =>
        ([0, 1] as const).map((first) => ({ entry, views: disturbedViews(entry, disturbance, first) })),
      ),
    ]);
  return rules.map((rule) => {
    const outcomes = () =>
      runs.map(({ entry, views }) => {
        const [record] = judgedAgain([rule], entry, views);
        return `${record?.evaluations} ${saidBy(record?.findings ?? [])}`;
      });
    const before = outcomes();
    return {
      name: `disturbed ${rule.id}`,
      run: () => {
        const other = outcomes().find((outcome, index) => outcome !== before[index]);
        return other === undefined ? null : `${rule.id} makes something else of disturbed answers: ${other}`;
      },
    };
  });
}

function disturbedViews(
  { exchanges, target, views }: Prepared,
  disturbance: Disturbance,
  first: 0 | 1,
): readonly ExchangeView[] {
  const options = { target, live: true, analysers: catalogue.analysers };
  const sound = new Map(views().map((view) => [view.exchange, view]));
  return disturbed(exchanges, disturbance, first).map(
    (exchange) => sound.get(exchange) ?? prepare(exchange, options),
  );
}

// What each rule makes of members that are missing or of another type stays what it was.
export function memberChecks(rules: readonly Rule[], evidence: readonly Prepared[]): readonly Check[] {
  const reference = evidence.find(({ name }) => name === 'openai');
  if (reference === undefined) return [];
  const runs = brokenMembers(reference.exchanges).map((broken) => {
    const views = disturbedViews(reference, broken, 0);
    const changed = views.filter((view, index) => view !== reference.views()[index]);
    return { name: broken.name, views, broken: changed };
  });
  return rules.map((rule) => {
    const outcomes = () =>
      runs.map(({ views, broken }) => {
        const [record] = judgedAgain([rule], reference, rule.judge.kind === 'group' ? views : broken);
        return record?.findings.filter(({ tolerated }) => !tolerated).length ?? 0;
      });
    const before = outcomes();
    return {
      name: `broken members by ${rule.id}`,
      run: () => {
        const other = outcomes().findIndex((outcome, index) => outcome !== before[index]);
        return other === -1 ? null : `${rule.id} judges otherwise where an answer is ${runs[other]?.name}`;
      },
    };
  });
}
