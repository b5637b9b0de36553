import { dialect } from '../../schemas/dialects.js';
import { validators } from '../../schemas/validators.js';
import type { Transport } from '../transport.js';
import { Call, type Service } from './call.js';
import { type Listening, type ListenOptions, listen } from './http.js';
import { createIds } from './identifiers.js';
import { type ReferenceOptions, settingsOf } from './options.js';
import { basePathOf } from './router.js';
import { answerRequest } from './server.js';
import { createState, type State } from './state/state.js';

export { numbered } from './behaviour/stream-events.js';
export type { Change, RequestContext, ResponsePlace } from './changes.js';
export type { Fault, FaultStage } from './fault.js';
export { invalid, notFound, throttled } from './fault.js';
export type { Listening, ListenOptions } from './http.js';
export type { Pace, ReferenceOptions } from './options.js';
export type { Plan, PlannedItem, ResponseRecord, StreamEvent, Timing } from './plan.js';
export type { Page } from './state/paging.js';
export type { ConversationRecord, State } from './state/state.js';

/** A whole Responses API without a model: deterministic, in memory, in process or behind a socket. */
export interface ReferenceServer {
  /** Answers a request in process, without a socket. */
  readonly handle: Transport;
  /** The base URL to use with `handle`; only its path counts. */
  readonly baseUrl: string;
  /** What the server remembers, for tests to look at. */
  readonly state: State;
  /** Listens on a socket. */
  readonly listen: (options?: ListenOptions) => Promise<Listening>;
}

/** Makes a reference server with an empty memory. */
export function createReferenceServer(options: ReferenceOptions = {}): ReferenceServer {
  const settings = settingsOf(options);
  const state = createState();
  const service: Service = {
    settings,
    dialect: dialect(settings.dialect),
    clock: settings.clock,
    state,
    newId: createIds(settings.seed),
    validators: validators(settings.dialect),
    changes: settings.changes,
    memory: new Map(),
    admissions: { minute: 0, requests: new Map() },
  };
  let requests = 0;
  const handle: Transport = (request, signal) => {
    requests += 1;
    return answerRequest(new Call(service, request, signal, requests));
  };
  const basePath = basePathOf(settings.dialect);
  return {
    handle,
    baseUrl: `http://reference.invalid${basePath}`,
    state,
    listen: (where) => listen(handle, basePath, settings.maxBodyBytes, where),
  };
}
