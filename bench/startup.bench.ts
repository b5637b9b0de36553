import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { Measurement } from './measurement.js';

// Measured is the built package, wherever this file was compiled to.
const at = (path: string) => resolve(path);

/** Measures what comes before the first request: the built command line, and loading the validators. The best of a few. */
export function measureStartUp(rounds = 5): readonly Measurement[] {
  const plan = [at('dist/cli/main.js'), 'run', '--plan'];
  const load = [
    '--input-type=module',
    '--eval',
    `const { validators } = await import(${JSON.stringify(`file://${at('dist/schemas/validators.js')}`)});
     const before = performance.now();
     validators('openai').root('CreateResponse')({ model: 'm', input: 'hi' });
     validators('openai').root('StreamEvent')({});
     process.stdout.write(String(performance.now() - before));`,
  ];
  const once = (words: readonly string[]) => {
    const before = performance.now();
    const said = execFileSync(process.execPath, words, { encoding: 'utf8' });
    return { said, took: performance.now() - before };
  };
  const best = (values: readonly number[]) => Math.min(...values);
  const turns = Array.from({ length: rounds }, () => 0);
  return [
    {
      name: 'start-up until the plan is printed',
      unit: 'ms',
      value: best(turns.map(() => once(plan).took)),
      atMost: 1500,
    },
    {
      name: 'loading the validators of a dialect',
      unit: 'ms',
      value: best(turns.map(() => Number(once(load).said))),
      atMost: 50,
    },
  ];
}
