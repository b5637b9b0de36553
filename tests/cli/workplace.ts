import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { runProgram } from '../../cli/program.js';
import type { Terminal } from '../../cli/terminal.js';
import type { Results } from '../../suites/engine/results.js';
import { createReferenceServer, type ReferenceOptions } from '../../targets/reference/index.js';
import { fakeTerminal } from './fake-terminal.js';

/** What a command said and how it ended. */
export interface Spoken {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A folder of its own for each test, with servers that are closed after it. */
export function workplace(): {
  readonly folder: () => string;
  readonly path: (...parts: readonly string[]) => string;
  readonly serve: (options?: ReferenceOptions) => Promise<string>;
  /** The results that a run has written into a folder of that name. */
  readonly resultsIn: (name: string) => Promise<Results>;
  readonly command: (words: readonly string[], environment?: Terminal['environment']) => Promise<Spoken>;
} {
  let folder = '';
  let closing: (() => Promise<void>)[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cli-'));
  });
  afterEach(async () => {
    for (const close of closing) await close();
    closing = [];
    await rm(folder, { recursive: true, force: true });
  });
  return {
    folder: () => folder,
    path: (...parts) => join(folder, ...parts),
    serve: async (options = {}) => {
      const { baseUrl, close } = await createReferenceServer(options).listen();
      closing.push(close);
      return baseUrl;
    },
    resultsIn: async (name) =>
      JSON.parse(await readFile(join(folder, name, 'results.json'), 'utf8')) as Results,
    command: async (words, environment = {}) => {
      const terminal = fakeTerminal(folder, environment);
      const code = await runProgram(words, terminal);
      return { code, ...terminal.said() };
    },
  };
}
