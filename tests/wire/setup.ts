import type { Call } from '../../targets/call.js';
import { type Client, type ClientParts, client } from '../../targets/client.js';
import { type Clock, systemClock } from '../../targets/clock.js';
import { unknownIntent } from '../../targets/exchange.js';
import { fetchTransport } from '../../targets/fetch-transport.js';
import { defaultLimits, type Limits } from '../../targets/limits.js';
import type { Target } from '../../targets/target.js';
import { secretsOf } from '../../targets/target-secrets.js';
import { defaultThrottleSettings, throttle } from '../../targets/throttle.js';

/** A target for tests. */
export function testTarget(baseUrl: string, differences: Partial<Target> = {}): Target {
  return {
    name: 'test',
    version: null,
    baseUrl,
    model: 'm',
    modelAliases: [],
    failingModel: null,
    dialect: 'openai',
    auth: 'bearer',
    capabilities: {},
    contextWindow: null,
    hostedTools: [],
    headers: [],
    query: [],
    prompts: {
      short: 's',
      long: 'l',
      tool: 't',
      parallelTools: 'p',
      json: 'JSON',
      reasoning: 'r',
      refusal: 'f',
    },
    tools: { weather: {} },
    requestDefaults: {},
    acceptsFabricatedItems: false,
    ...differences,
  };
}

export interface TestClientOptions {
  readonly target?: Partial<Target>;
  readonly limits?: Partial<Limits>;
  readonly clock?: Clock;
  readonly parts?: Partial<ClientParts>;
  readonly key?: string;
  readonly secondKey?: string;
  readonly repetitions?: number;
}

/** A client for tests: real sockets, short limits where the test sets them, no waiting for throttled servers. */
export function testClient(baseUrl: string, options: TestClientOptions = {}): Client {
  return client(testParts(baseUrl, options));
}

/** What such a client is made of. */
export function testParts(baseUrl: string, options: TestClientOptions = {}): ClientParts {
  const target = testTarget(baseUrl, options.target);
  const clock = options.clock ?? systemClock;
  return {
    target,
    credentials: {
      first: async () => options.key ?? 'sk-first-0123456789abcdefghij',
      second: async () => options.secondKey ?? 'sk-second-9876543210zyxwvutsrq',
      forbidden: async () => 'sk-forbidden-0123456789klmnopqrst',
    },
    transport: fetchTransport({
      connectMs: 1000,
      silenceMs: 0,
      certificateAuthority: null,
      environment: {},
    }).send,
    clock,
    limits: { ...defaultLimits, ...options.limits },
    throttle: throttle(clock, {
      ...defaultThrottleSettings,
      repetitions: options.repetitions ?? 0,
    }),
    secrets: secretsOf(target),
    folder: null,
    ...options.parts,
  };
}

/** A plain `POST /responses`, with differences. */
export function testCall(differences: Partial<Call> = {}): Call {
  return {
    id: 'test/one#1.1',
    scenario: 'test/one',
    method: 'POST',
    path: '/responses',
    query: [],
    headers: [],
    body: { json: { model: 'm', input: 'hello' } },
    intent: { ...unknownIntent, validity: 'valid' },
    disconnectAfterEvents: null,
    waitOut: true,
    ...differences,
  };
}
