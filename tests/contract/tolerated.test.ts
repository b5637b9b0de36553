import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { dialectNames } from '../../schemas/dialect.js';
import { dialect } from '../../schemas/dialects.js';
import { catalogue } from '../../suites/catalogue.js';
import { startJudging } from '../../suites/engine/judging.js';
import { seenReal } from '../../suites/seen-real.js';
import { recordedExchanges, recordingsPresent } from '../recordings/recorded.js';

const seenRealFile = fileURLToPath(new URL('../../suites/seen-real.ts', import.meta.url));
const target = { model: null, modelAliases: [], contextWindow: null, capabilities: {} };

describe('the tables of tolerated deviations', () => {
  test('name rules that there are', () => {
    const ids = new Set(catalogue.rules.map(({ id }) => id));
    const named = dialectNames.flatMap((name) => dialect(name).tolerated.map(({ rule }) => rule));
    expect(named.filter((rule) => !ids.has(rule))).toEqual([]);
  });

  test.skipIf(!recordingsPresent)('excuse recorded traffic, and no entry is left over', async () => {
    const judging = startJudging({
      rules: catalogue.rules,
      analysers: catalogue.analysers,
      target,
      live: false,
    });
    for (const exchange of await recordedExchanges('openai', 'azure')) judging.take(exchange);
    const { records, faults } = judging.finish();
    expect(faults).toEqual([]);
    const findings = records.flatMap(({ rule, findings: found }) =>
      found.map((finding) => ({ rule: rule.id, ...finding })),
    );
    const silent = findings.filter(({ tolerated, level }) => !tolerated && level === 'MUST');
    expect(silent.map(({ rule, exchange, pointer }) => `${rule} ${exchange} ${pointer}`)).toEqual([]);
    const seen = records.filter(({ evaluations }) => evaluations > 0).map(({ rule }) => rule.id);
    if (process.env['REFRESH_FACTS'] === '1') writeFileSync(seenRealFile, seenRealModule(seen));
    expect([...seenReal].toSorted(), 'run this test with REFRESH_FACTS=1').toEqual(seen.toSorted());
    const used = new Set(findings.map(({ rule, tolerance }) => `${rule}: ${tolerance}`));
    const entries = dialectNames.flatMap((name) => dialect(name).tolerated);
    const leftOver = entries.filter(({ rule, reason }) => !used.has(`${rule}: ${reason}`));
    console.log(
      `${entries.length} tolerated deviations: ${[...new Set(entries.map(({ rule }) => rule))].join(', ')}`,
    );
    expect(leftOver).toEqual([]);
  });
});

function seenRealModule(ids: readonly string[]): string {
  return [
    '/** Rules that have been judged on recorded traffic of OpenAI and Azure: their silence there means something. */',
    'export const seenReal: ReadonlySet<string> = new Set([',
    ...ids.toSorted().map((id) => `  '${id}',`),
    ']);',
    '',
  ].join('\n');
}
