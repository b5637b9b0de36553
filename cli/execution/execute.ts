import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { oneLine } from '../../reports/inert-text.js';
import { suiteVersion } from '../../reports/suite-version.js';
import type { ProgressLine } from '../../reports/terminal/progress.js';
import { catalogue } from '../../suites/catalogue.js';
import type { Catalogue } from '../../suites/engine/catalogue.js';
import type { Results } from '../../suites/engine/results.js';
import { runTarget } from '../../suites/engine/run.js';
import { systemClock } from '../../targets/clock.js';
import { connection } from '../../targets/connection.js';
import { limitsOf } from '../../targets/limits.js';
import { secretsOf } from '../../targets/target-secrets.js';
import { defaultThrottleSettings, throttle } from '../../targets/throttle.js';
import { openTranscript, readTranscript } from '../../targets/transcript.js';
import { UnreachableError } from '../../targets/unreachable-error.js';
import type { Judged } from '../finish.js';
import type { Terminal } from '../terminal.js';
import { awaitTarget } from './await-target.js';
import type { Endpoint } from './endpoint.js';
import { watchReachability } from './reachability.js';
import type { RunSettings } from './settings.js';

/** One target to exercise. */
export interface Execution {
  readonly endpoint: Endpoint;
  readonly settings: RunSettings;
  /** Rule ids or globs; null for all. */
  readonly rules: readonly string[] | null;
  readonly bail: boolean;
  readonly isKnown: (rule: string) => boolean;
  readonly output: string;
  readonly progress: ProgressLine;
  readonly verbose: boolean;
  /** Whose scenarios are sent; the whole catalogue where absent. */
  readonly catalogue?: Catalogue;
}

/**
 * Exercises one target and judges it. The transcript is on disk when this ends. Throws `UnreachableError` where nothing
 * was answered or nobody is let in.
 */
export async function execute(execution: Execution, terminal: Terminal): Promise<Judged> {
  const { endpoint, settings, output } = execution;
  const { target } = endpoint;
  const stop = new AbortController();
  const onInterrupt = () => stop.abort(terminal.interrupted.reason);
  if (terminal.interrupted.aborted) onInterrupt();
  terminal.interrupted.addEventListener('abort', onInterrupt, { once: true });
  try {
    await awaitTarget(endpoint, settings.waitMs, systemClock, stop.signal);
    await mkdir(output, { recursive: true });
    const file = join(output, 'transcript.ndjson');
    await rm(file, { force: true });
    await rm(join(output, 'streams'), { recursive: true, force: true });
    const results = await exercise(execution, terminal, file, stop);
    return { results, transcript: () => readTranscript(file), output };
  } finally {
    terminal.interrupted.removeEventListener('abort', onInterrupt);
    await endpoint.close();
  }

  async function exercise(
    { rules, bail, isKnown, progress, verbose }: Execution,
    { err }: Terminal,
    file: string,
    stopping: AbortController,
  ): Promise<Results> {
    const writer = await openTranscript(file);
    const reachability = watchReachability(target.baseUrl);
    const secrets = secretsOf(target);
    const results = await runTarget(
      {
        target,
        catalogue: execution.catalogue ?? catalogue,
        selection: {
          ...settings.selection,
          rules,
          dialect: target.dialect,
          capabilities: target.capabilities,
        },
        connect: connection({
          target,
          credentials: endpoint.credentials,
          transport: endpoint.transport,
          clock: systemClock,
          limits: limitsOf({ timeoutMs: settings.timeoutMs, maxBodyBytes: settings.maxBodyBytes }),
          throttle: throttle(systemClock, { ...defaultThrottleSettings, repetitions: settings.retries }),
          secrets,
          folder: output,
          interrupt: stopping.signal,
        }),
        clock: systemClock,
        seed: settings.seed,
        large: settings.large,
        concurrency: settings.concurrency,
        rate: settings.rate,
        budget: settings.budget,
        patience: settings.patienceMs,
        shrink: settings.shrink,
        keep: settings.keep,
        bail,
        suite: { name: 'responses-conformance', version: suiteVersion(), contract: settings.contract },
        isKnown,
      },
      {
        interrupt: stopping.signal,
        onExchange: async (exchange, { sent, planned, tokens }) => {
          const [area = ''] = exchange.scenario.split('/');
          progress.show({ target: target.name, area, sent, planned, tokens });
          if (verbose) {
            const status = exchange.answer?.status ?? exchange.noAnswer?.reason ?? '';
            progress.clear();
            err(
              `${oneLine(`${status} ${exchange.request.method} ${exchange.request.path} ${exchange.id}`, 200)}\n`,
            );
          }
          if (reachability.take(exchange) !== null) stopping.abort(new Error('the target is not reachable'));
          await writer.append(exchange);
        },
      },
    ).finally(async () => {
      progress.clear();
      await writer.close();
    });
    const problem = reachability.problem();
    if (problem !== null && !terminal.interrupted.aborted) throw new UnreachableError(problem);
    return results;
  }
}
