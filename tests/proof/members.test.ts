import { expect, test } from 'vitest';
import { catalogue } from '../../suites/catalogue.js';
import { prepare, startJudging } from '../../suites/engine/judging.js';
import type { Exchange } from '../../targets/exchange.js';
import { brokenMembers } from './members.js';
import { prove, targetOf } from './subject.js';

test('each member that is missing, emptied or of another type, here and there, is blamed by the rules that have blamed it before', async () => {
  const exchanges: Exchange[] = [];
  await prove(
    { dialect: 'openai', changes: [] },
    { onExchange: (exchange) => void exchanges.push(exchange) },
  );
  const target = targetOf({ dialect: 'openai', changes: [] }, 'http://reference.invalid/v1');
  const options = { analysers: catalogue.analysers, target, live: true };
  const ofGroups = catalogue.rules.filter(({ judge }) => judge.kind === 'group');
  const ofSingle = catalogue.rules.filter(({ judge }) => judge.kind !== 'group');
  const ordered = exchanges.toSorted((left, right) => (left.id < right.id ? -1 : 1));
  const sound = new Map(ordered.map((exchange) => [exchange, prepare(exchange, options)]));
  const blamed: { [name: string]: string } = {};
  for (const { name, breakIn } of brokenMembers(ordered)) {
    const groups = startJudging({ ...options, rules: ofGroups });
    // What is not broken is known to be blamed for nothing by the rules that judge single exchanges.
    const single = startJudging({ ...options, rules: ofSingle });
    for (const [index, exchange] of ordered.entries()) {
      // In every second answer: what is compared with another is found out as well.
      const broken = index % 2 === 0 ? breakIn(exchange) : exchange;
      const view = sound.get(broken) ?? prepare(broken, options);
      groups.take(broken, view);
      if (broken !== exchange) single.take(broken, view);
    }
    const ended = [groups.finish(), single.finish()];
    const records = ended.flatMap((outcome) => outcome.records);
    const faults = ended.flatMap((outcome) => outcome.faults);
    expect(faults).toEqual([]);
    blamed[name] = records
      .map(({ rule, findings }) => [rule.id, findings.filter(({ tolerated }) => !tolerated).length] as const)
      .filter(([, count]) => count > 0)
      .map(([rule, count]) => `${rule} ${count}`)
      .join(', ');
  }
  expect(blamed).toMatchSnapshot();
});
