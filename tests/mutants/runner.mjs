// A test runner for Stryker: the checks of `checks.ts` in one process, where a mutant is switched on without loading
// anything anew. What starts a test framework for each mutant takes days for as many as these rules have.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize } from 'node:v8';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  determineHitLimitReached,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { createJiti } from 'jiti';

class EvidenceRunner {
  #checks = [];
  // What the instrumented sources read: the active mutant, and where hits are counted.
  #instrumented = globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ?? {};

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] = this.#instrumented;
    const jiti = createJiti(import.meta.url, { fsCache: true });
    const { allChecks } = await jiti.import(join(process.cwd(), 'tests/mutants/checks.ts'));
    const folder = process.env.CONFORMANCE_EVIDENCE;
    const files = folder === undefined ? [] : readdirSync(folder).toSorted();
    const evidence = files.map((name) => deserialize(readFileSync(join(folder, name))));
    // Coverage while the sources load is static; what is prepared for the checks is neither that nor part of a check.
    const { static: whileLoading } = this.#coverage();
    const loaded = { ...whileLoading };
    this.#checks = await allChecks(evidence, process.env.CONFORMANCE_AREAS?.split(',') ?? null);
    const { static: counted } = this.#coverage();
    for (const mutant of Object.keys(counted)) if (!(mutant in loaded)) delete counted[mutant];
  }

  dryRun({ coverageAnalysis }) {
    const tests = this.#run(this.#checks, false, (name) => {
      this.#instrumented.currentTestId = coverageAnalysis === 'perTest' ? name : undefined;
    });
    this.#instrumented.currentTestId = undefined;
    return { status: DryRunStatus.Complete, tests, mutantCoverage: this.#coverage() };
  }

  mutantRun({ activeMutant, testFilter, hitLimit, disableBail }) {
    const wanted = testFilter === undefined ? null : new Set(testFilter);
    this.#instrumented.activeMutant = activeMutant.id;
    this.#instrumented.hitLimit = hitLimit;
    this.#instrumented.hitCount = hitLimit === undefined ? undefined : 0;
    const checks = this.#checks.filter(({ name }) => wanted === null || wanted.has(name));
    const tests = this.#run(checks, !disableBail, () => {});
    this.#instrumented.activeMutant = undefined;
    return toMutantRunResult(
      determineHitLimitReached(this.#instrumented.hitCount, hitLimit) ?? {
        status: DryRunStatus.Complete,
        tests,
      },
    );
  }

  #coverage() {
    this.#instrumented.mutantCoverage ??= { static: {}, perTest: {} };
    return this.#instrumented.mutantCoverage;
  }

  #run(checks, bail, before) {
    const tests = [];
    for (const { name, run } of checks) {
      before(name);
      const start = performance.now();
      const wrong = outcomeOf(run);
      const test = { id: name, name, timeSpentMs: performance.now() - start };
      tests.push(
        wrong === null
          ? { ...test, status: TestStatus.Success }
          : { ...test, status: TestStatus.Failed, failureMessage: wrong },
      );
      if (wrong !== null && bail) break;
    }
    return tests;
  }
}

function outcomeOf(run) {
  try {
    return run();
  } catch (error) {
    return `threw: ${error.message}`;
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'evidence', EvidenceRunner)];
