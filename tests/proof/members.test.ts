import { expect, test } from 'vitest';
import { catalogue } from '../../suites/catalogue.js';
import { prepare, startJudging } from '../../suites/engine/judging.js';
import { disturbed } from './disturbances.js';
import { brokenMembers } from './members.js';
import { exchangesOf } from './seen.js';
import { type Subject, targetOf } from './subject.js';

test('each member that is missing, emptied or of another type, here and there, is blamed by the rules that have blamed it before', async () => {
  const subject: Subject = { dialect: 'openai', changes: [] };
  const ordered = await exchangesOf(subject);
  const target = targetOf(subject, 'http://reference.invalid/v1');
  const options = { analysers: catalogue.analysers, target, live: true };
  const ofGroups = catalogue.rules.filter(({ judge }) => judge.kind === 'group');
  const ofSingle = catalogue.rules.filter(({ judge }) => judge.kind !== 'group');
  const sound = new Map(ordered.map((exchange) => [exchange, prepare(exchange, options)]));
  const blamed: { [name: string]: string } = {};
  for (const broken of brokenMembers(ordered)) {
    const groups = startJudging({ ...options, rules: ofGroups });
    // What is not broken is known to be blamed for nothing by the rules that judge single exchanges.
    const single = startJudging({ ...options, rules: ofSingle });
    // In every second answer: what is compared with another is found out as well.
    for (const exchange of disturbed(ordered, broken, 0)) {
      const known = sound.get(exchange);
      const view = known ?? prepare(exchange, options);
      groups.take(exchange, view);
      if (known === undefined) single.take(exchange, view);
    }
    const ended = [groups.finish(), single.finish()];
    const records = ended.flatMap((outcome) => outcome.records);
    const faults = ended.flatMap((outcome) => outcome.faults);
    expect(faults).toEqual([]);
    blamed[broken.name] = records
      .map(({ rule, findings }) => [rule.id, findings.filter(({ tolerated }) => !tolerated).length] as const)
      .filter(([, count]) => count > 0)
      .map(([rule, count]) => `${rule} ${count}`)
      .join(', ');
  }
  expect(blamed).toMatchSnapshot();
}, 600_000);
