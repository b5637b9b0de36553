import { exchangeText } from '../../reports/exchange-text.js';
import { finalObject } from '../../reports/final-object.js';
import { inert } from '../../reports/inert-text.js';
import { madeMembers, type ReplayFile, type ReplayStep } from '../../reports/replay-file.js';
import { ruleText } from '../../reports/rule-text.js';
import { suiteVersion } from '../../reports/suite-version.js';
import { isObject, type JsonValue, stringAt } from '../../schemas/json.js';
import { catalogue } from '../../suites/catalogue.js';
import { rejudge } from '../../suites/engine/rejudge.js';
import { client } from '../../targets/client.js';
import { systemClock } from '../../targets/clock.js';
import type { Exchange } from '../../targets/exchange.js';
import { limitsOf } from '../../targets/limits.js';
import { secretsOf } from '../../targets/target-secrets.js';
import { throttle } from '../../targets/throttle.js';
import { UnreachableError } from '../../targets/unreachable-error.js';
import { UsageError } from '../../targets/usage-error.js';
import { type ExitCode, exitCodes } from '../exit-code.js';
import type { RunOptions } from '../options/run-options.js';
import type { Terminal } from '../terminal.js';
import type { Endpoint } from './endpoint.js';
import { endpointsOf } from './endpoints.js';
import { runSettings } from './settings.js';

/**
 * Sends the steps of a finding again, ids carried over from the new answers, and judges by that one rule. Credentials go to
 * the origin that the options or the config name, or to the recorded one only where the user says so with `--base-url`.
 */
export async function replayFinding(
  replay: ReplayFile,
  options: RunOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const rule = catalogue.rules.find(({ id }) => id === replay.rule);
  if (rule === undefined) throw new UsageError(`this version has no rule ${replay.rule}`);
  const settings = runSettings(options, terminal.environment);
  const endpoint = await endpointFor(replay, options, settings, terminal);
  try {
    const exchanges = await sendAgain(replay.steps, endpoint, settings);
    const last = exchanges.at(-1);
    if (last === undefined || last.answer === null) {
      throw new UnreachableError(
        `${endpoint.target.baseUrl} does not answer: ${last?.noAnswer?.detail ?? 'nothing was sent'}`,
      );
    }
    const results = await rejudge({
      catalogue: { ...catalogue, rules: [rule] },
      target: endpoint.target,
      exchanges: (async function* () {
        yield* exchanges;
      })(),
      areas: null,
      rules: null,
      suite: { name: 'responses-conformance', version: suiteVersion(), contract: settings.contract },
      run: { depth: settings.depth, seed: replay.seed },
      isKnown: () => false,
      exercised: null,
    });
    terminal.out(`${inert(exchangeText(last, 8000))}\n\n`);
    const [result] = results.rules;
    if (result === undefined) throw new Error(`${rule.id} was not judged`);
    const violated = result.status === 'fail' || result.status === 'warn';
    terminal.out(`${result.status}: ${inert(result.reason ?? result.title)}\n`);
    if (violated) {
      const cited = new Map(exchanges.map((exchange) => [exchange.id, exchange]));
      terminal.out(`${inert(ruleText(result, cited))}\n`);
    }
    if ((results.faults ?? []).length > 0) return exitCodes.fault;
    if (result.status === 'fail') return exitCodes.nonconformant;
    return result.status === 'pass' || result.status === 'warn'
      ? exitCodes.conformant
      : exitCodes.inconclusive;
  } finally {
    await endpoint.close();
  }
}

async function endpointFor(
  { target }: ReplayFile,
  options: RunOptions,
  settings: ReturnType<typeof runSettings>,
  terminal: Terminal,
): Promise<Endpoint> {
  const embedded = target.baseUrl.startsWith('http://reference.invalid');
  const { host } = new URL(target.baseUrl);
  // The recorded URL comes from a file that anyone may have written: a key goes there only when the user names it.
  const keys = options.baseUrl === undefined && options.config === undefined && !embedded;
  const given: RunOptions = {
    model: target.model,
    dialect: target.dialect,
    ...(embedded ? {} : { baseUrl: target.baseUrl }),
    ...options,
    ...(keys ? { auth: 'none' as const } : {}),
  };
  if (keys) {
    terminal.err(
      `sending to ${inert(host)} without a key; to send yours there, add --base-url ${inert(target.baseUrl)}\n`,
    );
  }
  const [endpoint] = await endpointsOf(given, settings, terminal);
  if (endpoint === undefined) throw new UsageError('no target is named');
  return endpoint;
}

async function sendAgain(
  steps: readonly ReplayStep[],
  endpoint: Endpoint,
  settings: ReturnType<typeof runSettings>,
): Promise<readonly Exchange[]> {
  const send = client({
    target: endpoint.target,
    credentials: endpoint.credentials,
    transport: endpoint.transport,
    clock: systemClock,
    limits: limitsOf({ timeoutMs: settings.timeoutMs, maxBodyBytes: settings.maxBodyBytes }),
    throttle: throttle(systemClock),
    secrets: secretsOf(endpoint.target),
    folder: null,
  });
  const carried = new Map<string, string>();
  const exchanges: Exchange[] = [];
  for (const step of steps) {
    const body = step.body === null ? null : renamed(step.body, carried);
    const sendStep = () =>
      send({
        id: step.exchange,
        scenario: step.scenario,
        method: step.method,
        path: renamed(step.path, carried),
        query: step.query.map(([name, value]) => [name, renamed(value, carried)] as const),
        headers: step.headers,
        body: body === null ? null : { raw: body },
        intent: step.intent,
        disconnectAfterEvents: null,
        waitOut: step.intent.halfClosed !== true,
      });
    const exchange = await settled(step, sendStep, settings.patienceMs);
    exchanges.push(exchange);
    carryOver(step.answered, finalObject(exchange), carried);
  }
  return exchanges;
}

/** Milliseconds between two looks at a response that still runs. */
const pollPause = 300;

// A background response that had ended when it was recorded may still run now: it is looked at until it has ended, too.
async function settled(
  step: ReplayStep,
  send: () => Promise<Exchange>,
  patienceMs: number,
): Promise<Exchange> {
  const end = systemClock.now() + patienceMs;
  let exchange = await send();
  while (
    step.method === 'GET' &&
    !isRunning(step.answered) &&
    isRunning(finalObject(exchange)) &&
    systemClock.now() < end
  ) {
    await systemClock.sleep(pollPause);
    exchange = await send();
  }
  return exchange;
}

function isRunning(response: JsonValue): boolean {
  const status = stringAt(response, 'status');
  return status === 'queued' || status === 'in_progress';
}

function renamed(text: string, carried: ReadonlyMap<string, string>): string {
  let result = text;
  for (const [before, now] of carried) result = result.replaceAll(before, now);
  return result;
}

// What the server made up then and now stands at the same places of the two answers.
function carryOver(then: JsonValue, now: JsonValue, carried: Map<string, string>): void {
  if (Array.isArray(then) && Array.isArray(now)) {
    then.forEach((entry: JsonValue, index) => {
      carryOver(entry, (now[index] as JsonValue | undefined) ?? null, carried);
    });
    return;
  }
  if (!isObject(then) || !isObject(now)) return;
  for (const [member, before] of Object.entries(then)) {
    const after = now[member];
    if (typeof before === 'string' && typeof after === 'string') {
      if (madeMembers.includes(member) && before !== after) carried.set(before, after);
    } else carryOver(before ?? null, after ?? null, carried);
  }
}
