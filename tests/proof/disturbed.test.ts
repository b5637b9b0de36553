import { beforeAll, describe, expect, test } from 'vitest';
import { type DialectName, dialectNames } from '../../schemas/dialect.js';
import { catalogue } from '../../suites/catalogue.js';
import { startJudging } from '../../suites/engine/judging.js';
import type { Exchange } from '../../targets/exchange.js';
import { type Disturbance, disturbances, disturbed } from './disturbances.js';
import { saidBy } from './matrix.js';
import { exchangesOf } from './seen.js';
import { targetOf } from './subject.js';

interface Judged {
  /** By rule: what its first finding says, in each dialect and each half that was disturbed. */
  readonly said: { readonly [rule: string]: readonly string[] };
  /** By rule: how many answers were a case for it. */
  readonly evaluations: { readonly [rule: string]: number };
  readonly faults: readonly string[];
}

const undisturbed: Disturbance = {
  name: 'undisturbed',
  harmless: false,
  disturb: (exchange) => exchange,
};
const runs = new Map<DialectName, readonly Exchange[]>();
const judged = new Map<string, Judged>();

beforeAll(async () => {
  for (const dialect of dialectNames) {
    runs.set(dialect, await exchangesOf({ dialect, changes: [] }));
  }
});

function judgedBy(disturbance: Disturbance): Judged {
  const made = judged.get(disturbance.name) ?? judge(disturbance);
  judged.set(disturbance.name, made);
  return made;
}

function judge(disturbance: Disturbance): Judged {
  const said: { [rule: string]: string[] } = {};
  const evaluations: { [rule: string]: number } = {};
  const faults: string[] = [];
  for (const [dialect, exchanges] of runs) {
    for (const first of [0, 1] as const) {
      const target = targetOf({ dialect, changes: [] }, 'http://reference.invalid/v1');
      const { rules, analysers } = catalogue;
      const judging = startJudging({ rules, analysers, target, live: true });
      for (const exchange of disturbed(exchanges, disturbance, first)) judging.take(exchange);
      const outcome = judging.finish();
      faults.push(...outcome.faults.map(({ rule, message }) => `${rule}: ${message}`));
      for (const { rule, findings, evaluations: count } of outcome.records) {
        const line = saidBy(findings);
        if (line !== '') said[rule.id] = [...new Set([...(said[rule.id] ?? []), line])];
        evaluations[rule.id] = (evaluations[rule.id] ?? 0) + count;
      }
    }
  }
  return { said, evaluations, faults };
}

/** Rules that are about being served at all: they may blame a server that is not there or turns requests away. */
const aboutBeingServed = [
  'CONC-NOT-TURNED-AWAY',
  'HTTP-METHODS',
  'ROB-AFTER-DISCONNECT',
  'ROB-AFTER-ERROR',
  'ROB-AFTER-HALF-CLOSE',
  'ROB-KEEP-ALIVE',
];

describe('where every second answer is lost or another', () => {
  test.each(disturbances)('($name) no rule throws', (disturbance) => {
    expect(judgedBy(disturbance).faults).toEqual([]);
  });

  test.each(disturbances.filter(({ harmless }) => harmless))(
    '($name) nothing is said of what the server would have answered',
    (disturbance) => {
      const said = Object.keys(judgedBy(disturbance).said);
      expect(said.filter((rule) => !aboutBeingServed.includes(rule))).toEqual([]);
    },
  );

  test.each(disturbances)('($name) the rules say what they have said before', (disturbance) => {
    expect(judgedBy(disturbance).said).toMatchSnapshot();
  });

  test('each rule takes for its case as many answers as before', () => {
    const all = [undisturbed, ...disturbances];
    const counts = catalogue.rules.map(({ id }) => [
      id,
      all.map((disturbance) => judgedBy(disturbance).evaluations[id] ?? 0).join(' '),
    ]);
    expect(all.map(({ name }) => name).join(', ')).toMatchSnapshot();
    expect(Object.fromEntries(counts)).toMatchSnapshot();
  });
});
