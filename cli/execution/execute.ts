import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { oneLine } from '../../reports/inert-text.js';
import { suiteVersion } from '../../reports/suite-version.js';
import type { ProgressLine } from '../../reports/terminal/progress.js';
import { catalogue } from '../../suites/catalogue.js';
import type { Results } from '../../suites/engine/results.js';
import { runTarget } from '../../suites/engine/run.js';
import { systemClock } from '../../targets/clock.js';
import { connection } from '../../targets/connection.js';
import { earlierExchanges, noneEarlier } from '../../targets/earlier-exchanges.js';
import type { Exchange } from '../../targets/exchange.js';
import { limitsOf } from '../../targets/limits.js';
import { secretsOf } from '../../targets/target-secrets.js';
import { throttle } from '../../targets/throttle.js';
import { openTranscript, readTranscript } from '../../targets/transcript.js';
import { UnreachableError } from '../../targets/unreachable-error.js';
import type { Judged } from '../finish.js';
import type { Terminal } from '../terminal.js';
import { awaitTarget } from './await-target.js';
import type { Endpoint } from './endpoint.js';
import { watchReachability } from './reachability.js';
import type { RunSettings } from './settings.js';

/** Where the transcript of a run lies while that run is gone on with. */
export const resumedTranscript = 'transcript.before.ndjson';

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
  /** The run that this one goes on with; absent where it begins. */
  readonly resumed?: Resumption;
}

/** What is left of a run that did not come to its end. */
export interface Resumption {
  /** Its transcript, in the folder of the output. */
  readonly transcript: string;
  /** Which of its exchanges need not be sent again. */
  readonly wanted: (exchange: Exchange) => boolean;
  /** Whether it took away at its end what it had made. */
  readonly tidied: boolean;
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
    if (execution.resumed === undefined) {
      // Of what lay here nothing may be taken for the results of this run, should it be killed.
      for (const name of ['transcript.ndjson', resumedTranscript, 'results.json', 'streams'])
        await rm(join(output, name), { recursive: true, force: true });
    }
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
    const { resumed } = execution;
    const earlier =
      resumed === undefined
        ? noneEarlier
        : await earlierExchanges(resumed.transcript, resumed.wanted, target, secrets.redaction);
    const results = await runTarget(
      {
        target,
        catalogue,
        selection: {
          ...settings.selection,
          rules,
          dialect: target.dialect,
          capabilities: target.capabilities,
        },
        connect: connection(
          {
            target,
            credentials: endpoint.credentials,
            transport: endpoint.transport,
            clock: systemClock,
            limits: limitsOf({ timeoutMs: settings.timeoutMs, maxBodyBytes: settings.maxBodyBytes }),
            throttle: throttle(systemClock),
            secrets,
            folder: output,
            interrupt: stopping.signal,
          },
          earlier,
        ),
        earlierIsTidied: resumed?.tidied ?? false,
        retries: settings.retries,
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
