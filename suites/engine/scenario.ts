import type { Dialect } from '../../schemas/dialect.js';
import type { JsonObject } from '../../schemas/json.js';
import type { CapabilityName } from '../../targets/capability.js';
import type { Exchange, Intent } from '../../targets/exchange.js';
import type { Target } from '../../targets/target.js';
import type { Header } from '../../targets/transport.js';
import type { Area } from './area.js';

/** How thorough a run is. Each depth includes the ones before it. */
export const depths = ['smoke', 'standard', 'deep'] as const;
export type Depth = (typeof depths)[number];

/** What the sender can say about a request, and how it is sent. Everything has a default that says "valid, plain". */
export interface SendOptions extends Partial<Intent> {
  readonly headers?: readonly Header[];
  readonly query?: { readonly [name: string]: string | number | boolean | readonly string[] | undefined };
  /** Hang up after this many events of the stream. */
  readonly disconnectAfterEvents?: number;
  /** False where a 429, a 503 or a refused connection is the very answer that is wanted. Default true. */
  readonly waitOut?: boolean;
}

/** A request that none of the named operations covers: odd routes, methods, encodings. */
export interface RawRequest {
  readonly method: string;
  /** Behind the base URL, with a leading slash. */
  readonly path: string;
  /** Sent as it is; a content type is only added where `headers` has none and there is a body. */
  readonly body?: string | Uint8Array;
}

/** The requests a scenario can make. Each gives the whole exchange once its answer has ended; none throws for what a server does. */
export interface Requests {
  /** `POST /responses`. The target's model is filled in where the body names none. */
  readonly create: (body: JsonObject, options?: SendOptions) => Promise<Exchange>;
  readonly retrieve: (id: string, options?: SendOptions) => Promise<Exchange>;
  readonly delete: (id: string, options?: SendOptions) => Promise<Exchange>;
  readonly cancel: (id: string, options?: SendOptions) => Promise<Exchange>;
  readonly inputItems: (id: string, options?: SendOptions) => Promise<Exchange>;
  readonly listResponses: (options?: SendOptions) => Promise<Exchange>;
  readonly countInputTokens: (body: JsonObject, options?: SendOptions) => Promise<Exchange>;
  readonly compact: (body: JsonObject, options?: SendOptions) => Promise<Exchange>;
  readonly createConversation: (body: JsonObject, options?: SendOptions) => Promise<Exchange>;
  readonly retrieveConversation: (id: string, options?: SendOptions) => Promise<Exchange>;
  readonly updateConversation: (id: string, body: JsonObject, options?: SendOptions) => Promise<Exchange>;
  readonly deleteConversation: (id: string, options?: SendOptions) => Promise<Exchange>;
  readonly listConversations: (options?: SendOptions) => Promise<Exchange>;
  readonly createConversationItems: (
    id: string,
    body: JsonObject,
    options?: SendOptions,
  ) => Promise<Exchange>;
  readonly conversationItems: (id: string, options?: SendOptions) => Promise<Exchange>;
  readonly retrieveConversationItem: (id: string, item: string, options?: SendOptions) => Promise<Exchange>;
  readonly deleteConversationItem: (id: string, item: string, options?: SendOptions) => Promise<Exchange>;
  readonly send: (request: RawRequest, options?: SendOptions) => Promise<Exchange>;
}

/** A case of several requests that was generated, as it is made smaller once a rule has found fault with it. */
export interface Sequence {
  /**
   * Asks `fails` of ever smaller versions until none of them fails or `most` were tried. The last one that fails is
   * the smallest.
   */
  readonly shrink: (fails: (version: SequenceVersion) => Promise<boolean>, most: number) => Promise<unknown>;
}

/** One version of a generated case. */
export interface SequenceVersion {
  /** What it does, a line for each request. */
  readonly steps: readonly string[];
  readonly play: (requests: Requests) => Promise<void>;
}

/** What a running scenario has at hand. */
export interface Stage {
  /** Sends requests as step 1, 2, ... of case 1. */
  readonly target: Requests;
  /** Sends requests as steps of another case; the same number always stands for the same case. */
  readonly case: (number: number) => Requests;
  /** Everything known of the target: prompts, tools, model, declared capabilities. */
  readonly facts: Target;
  readonly prompts: Target['prompts'];
  readonly tools: Target['tools'];
  readonly dialect: Dialect;
  readonly seed: number;
  /** How many generated cases a family may make. */
  readonly cases: number;
  readonly depth: Depth;
  /** Whether very large values may be sent (`--large`). */
  readonly large: boolean;
  /** Says how a generated case of several requests is made smaller, in case a rule finds fault with it. */
  readonly shrinkable: (caseNumber: number, sequence: Sequence) => void;
  /** The result of a scenario named in `after`; the exchanges are shared, not sent again. */
  readonly use: <T>(scenario: Scenario<T>) => Promise<T>;
  /** Whether the target offers a capability, as declared or as its probe has shown. */
  readonly offers: (name: CapabilityName) => Promise<boolean>;
  readonly sleep: (ms: number) => Promise<void>;
  /** Milliseconds on the run's clock. */
  readonly now: () => number;
  /** How long a background response may take before the scenario gives up, in milliseconds. */
  readonly patience: number;
}

/** Whether the target offers every one of these capabilities. They are asked in order, and no further than needed. */
export async function offersAll(stage: Stage, needs: readonly CapabilityName[]): Promise<boolean> {
  for (const name of needs) if (!(await stage.offers(name))) return false;
  return true;
}

/** What is exercised: one purposeful request, a generated family of requests, or a stateful sequence. It never judges. */
export interface Scenario<T = unknown> {
  readonly id: string;
  readonly area: Area;
  /** What is sent and why. */
  readonly title: string;
  readonly needs: readonly CapabilityName[];
  /** The cheapest depth at which it is sent. */
  readonly depth: Depth;
  readonly dialects?: readonly Dialect['name'][];
  /** Capabilities that this scenario is the probe of: its exchanges show whether the target offers them. */
  readonly probes?: readonly CapabilityName[];
  /** Scenarios whose results it uses. */
  readonly after?: readonly Scenario[];
  /** Requests and tokens it costs at most, for `--plan` and the budgets. `output` and `input` are tokens. */
  readonly cost: Cost | ((given: { readonly cases: number; readonly dialect: Dialect }) => Cost);
  /** `invalid` waits behind valid requests, `disruptive` (broken connections and the like) comes last. Default `valid`. */
  readonly order?: 'valid' | 'invalid' | 'disruptive';
  run(stage: Stage): Promise<T>;
}

export interface Cost {
  readonly requests: number;
  readonly input: number;
  readonly output: number;
}

/** Defines a scenario. Gives back what it takes; it is there so that a scenario reads as one call. */
export function scenario<T>(definition: Scenario<T>): Scenario<T> {
  return definition;
}

/** Thrown by a scenario that cannot go on because an earlier step failed; it ends as `blocked`. */
export class Blocked extends Error {
  readonly exchange: string | null;
  constructor(reason: string, exchange: string | null = null) {
    super(reason);
    this.name = 'Blocked';
    this.exchange = exchange;
  }
}

/** Thrown by a scenario that got no judgeable answer (throttled, timed out); it ends as `inconclusive`. */
export class Inconclusive extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Inconclusive';
  }
}

/** Thrown by a scenario that must not send what it would (too large, or a fact about the target is missing); it ends as `not-run`. */
export class NotSent extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotSent';
  }
}
