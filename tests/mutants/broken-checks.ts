import { catalogue } from '../../suites/catalogue.js';
import { prepare } from '../../suites/engine/judging.js';
import type { Rule } from '../../suites/engine/rule.js';
import { disturbances } from '../proof/disturbances.js';
import { saidBy } from '../proof/matrix.js';
import { brokenMembers } from '../proof/members.js';
import { type Check, judgedAgain, type Prepared } from './prepared.js';

// What each rule makes of the sound servers and of answers that were disturbed on their way stays what it was.
export function disturbedChecks(rules: readonly Rule[], evidence: readonly Prepared[]): readonly Check[] {
  const runs = evidence
    .filter(({ kind }) => kind === 'reference')
    .flatMap((entry) => [
      { entry, views: entry.views() },
      ...disturbances.flatMap(({ disturb }) => {
        const options = { target: entry.target, live: true, analysers: catalogue.analysers };
        const views = entry.exchanges.map((exchange) => prepare(disturb(exchange), options));
        return [0, 1].map((first) => ({
          entry,
          views: entry.views().map((view, index) => (index % 2 === first ? (views[index] ?? view) : view)),
        }));
      }),
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

// What each rule makes of members that are missing or of another type stays what it was.
export function memberChecks(rules: readonly Rule[], evidence: readonly Prepared[]): readonly Check[] {
  const reference = evidence.find(({ name }) => name === 'openai');
  if (reference === undefined) return [];
  const options = { target: reference.target, live: true, analysers: catalogue.analysers };
  const runs = brokenMembers(reference.exchanges).map(({ name, breakIn }) => {
    const views = reference.views().map((view, index) => {
      const broken = index % 2 === 0 ? breakIn(view.exchange) : view.exchange;
      return broken === view.exchange ? view : prepare(broken, options);
    });
    return { name, views, broken: views.filter((view, index) => view !== reference.views()[index]) };
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
