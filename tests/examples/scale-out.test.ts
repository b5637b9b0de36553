import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { runProgram } from '../../cli/program.js';
import { fakeTerminal } from '../cli/fake-terminal.js';
import { problemsBySubset } from '../reports/schema-check.js';

const read = (name: string) =>
  readFile(fileURLToPath(new URL(`../../examples/${name}`, import.meta.url)), 'utf8');

interface Job {
  readonly spec: {
    readonly completions: number;
    readonly parallelism: number;
    readonly template: {
      readonly spec: {
        readonly containers: readonly {
          readonly args: readonly string[];
          readonly env?: readonly { readonly name: string; readonly value?: string }[];
          readonly volumeMounts: readonly { readonly name: string }[];
        }[];
        readonly volumes: readonly { readonly name: string }[];
      };
    };
  };
}

async function jobIn(name: string): Promise<Job> {
  const job: unknown = parse(await read(name));
  expect(problemsBySubset('job-subset', job)).toEqual([]);
  return job as Job;
}

/** The command lines of the suite in a shell script, lines joined that end in a backslash. */
function commandsIn(script: string): readonly (readonly string[])[] {
  return script
    .replaceAll('\\\n', ' ')
    .split(/\n|&&|\|\|/)
    .map((line) => /responses-conformance(?:@\S+)? (.*)/.exec(line)?.[1] ?? '')
    .filter((line) => line !== '')
    .map((line) =>
      line
        .trim()
        .split(/\s+/)
        .map((word) => word.replaceAll('"', '')),
    );
}

/** Options of a command that this version does not know. */
async function unknownOptions([name = '', ...words]: readonly string[]): Promise<readonly string[]> {
  const terminal = fakeTerminal('/');
  await runProgram([name, '--help'], terminal);
  const { out } = terminal.said();
  return words.filter((word) => word.startsWith('--') && !out.includes(`${word} `));
}

describe('the Kubernetes Jobs', () => {
  test('run as many shards as there are pods, with options that there are', async () => {
    const { spec } = await jobIn('kubernetes-job.yaml');
    const [container] = spec.template.spec.containers;
    expect(container?.env?.find(({ name }) => name === 'SHARDS')?.value).toBe(String(spec.completions));
    expect(spec.parallelism).toBeLessThanOrEqual(spec.completions);
    const [command = []] = commandsIn(container?.args[0] ?? '');
    expect(command).toEqual(expect.arrayContaining(['run', '--shard', '--output']));
    expect(await unknownOptions(command)).toEqual([]);
  });

  test('mount nothing but the volumes that they name', async () => {
    for (const name of ['kubernetes-job.yaml', 'kubernetes-merge.yaml']) {
      const { volumes, containers } = (await jobIn(name)).spec.template.spec;
      const mounted = containers.flatMap(({ volumeMounts }) => volumeMounts.map((mount) => mount.name));
      expect(mounted.toSorted()).toEqual(volumes.map((volume) => volume.name).toSorted());
    }
  });

  test('merge what the shards have written', async () => {
    const { spec } = await jobIn('kubernetes-merge.yaml');
    const [command = []] = commandsIn(spec.template.spec.containers[0]?.args[0] ?? '');
    expect(command).toEqual(expect.arrayContaining(['merge', '/results/shard-*']));
    expect(await unknownOptions(command)).toEqual([]);
  });
});

test('the GitHub Actions matrix runs every shard once, and merges them', async () => {
  const workflow: unknown = parse(await read('github-actions.yml'));
  expect(problemsBySubset('workflow-subset', workflow)).toEqual([]);
  const { jobs } = workflow as {
    readonly jobs: {
      readonly exercise: { readonly strategy: { readonly matrix: { readonly shard: readonly number[] } } };
    };
  };
  const { shard } = jobs.exercise.strategy.matrix;
  expect(shard).toEqual(shard.map((_, index) => index + 1));
  const text = await read('github-actions.yml');
  expect(text).toContain(`--shard "$SHARD/${shard.length}"`);
  const commands = commandsIn(text);
  expect(commands.map(([name]) => name)).toEqual(['init`', 'run', 'merge']);
  for (const command of commands.slice(1)) expect(await unknownOptions(command)).toEqual([]);
});

test('the container runs as nobody in particular, and passes signals on', async () => {
  const text = await read('Containerfile');
  expect(text).toMatch(/^USER node$/m);
  expect(text).toMatch(/^ENTRYPOINT \["responses-conformance"\]$/m);
});
