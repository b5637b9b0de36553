import { expect, test } from 'vitest';
import type { Results } from '../../suites/engine/results.js';
import { usageDefects } from '../defects/usage.js';
import { workplace } from './workplace.js';

const { resultsIn, serve, command } = workplace();

test('shards merged are judged as the whole run', async () => {
  const defect = usageDefects.find(({ caughtBy }) => caughtBy.includes('RES-USAGE-SUM'));
  if (defect === undefined) throw new Error('no defect breaks RES-USAGE-SUM');
  const baseUrl = await serve({ changes: [defect.change] });
  const run = (...words: readonly string[]) =>
    command(
      [
        'run',
        '--base-url',
        baseUrl,
        '--model',
        'reference',
        '--suite',
        'usage,http',
        '--depth',
        'smoke',
        ...words,
      ],
      {
        RESPONSES_API_KEY: 'a-key-for-the-shards',
      },
    );
  const codes = [
    await run('--output', 'whole'),
    await run('--shard', '1/2', '--output', 'one'),
    await run('--shard', '2/2', '--output', 'two'),
  ];
  expect(codes.map(({ err }) => err)).toEqual(['', '', '']);
  const merged = await command(['merge', 'one', 'two', '--output', 'merged']);
  expect(merged.code).toBe(1);
  const outcome = ({ rules, verdict, scenarios }: Results) => ({
    verdict,
    // How often a background response is polled depends on time, so counts are left out.
    rules: rules.map(({ id, status, reason }) => [id, status, reason]),
    scenarios: scenarios.map(({ id, status }) => [id, status]),
  });
  const whole = await resultsIn('whole');
  expect(outcome(await resultsIn('merged'))).toEqual(outcome(whole));
  expect((await resultsIn('merged')).run).toMatchObject({ shard: null, complete: true });

  const alone = await command(['merge', 'one', '--output', 'half']);
  expect(alone.err).toContain('missing shards: 2/2');
  expect((await resultsIn('half')).run.complete).toBe(false);
  expect((await command(['merge', 'one', 'one', '--output', 'x'])).code).toBe(2);
});
