import type { Dialect } from '../../schemas/dialect.js';
import type { JsonObject } from '../../schemas/json.js';
import type { Validators } from '../../schemas/validator.js';
import type { Clock } from '../clock.js';
import type { Operation } from '../exchange.js';
import type { HttpRequest } from '../transport.js';
import type { Admissions } from './capacity.js';
import { type Change, type RequestContext, through } from './changes.js';
import type { Fault, FaultStage } from './fault.js';
import type { NewId } from './identifiers.js';
import type { Settings } from './options.js';
import type { ResponseRecord } from './plan.js';
import type { State } from './state/state.js';

/** What all requests to one server share. */
export interface Service {
  readonly settings: Settings;
  readonly dialect: Dialect;
  readonly clock: Clock;
  readonly state: State;
  readonly newId: NewId;
  readonly validators: Validators;
  readonly changes: readonly Change[];
  readonly memory: Map<string, unknown>;
  readonly admissions: Admissions;
}

/** Thrown where a request is refused; the server answers with its fault. */
export class Refused extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.message);
    this.name = 'Refused';
    this.fault = fault;
  }
}

/** One request on its way through the server. */
export class Call implements RequestContext {
  readonly service: Service;
  readonly ordinal: number;
  readonly signal: AbortSignal;
  readonly dialect: Dialect;
  readonly clock: Clock;
  readonly state: State;
  readonly memory: Map<string, unknown>;
  request: HttpRequest;
  path = '';
  query = new URLSearchParams();
  operation: Operation = 'other';
  parameters: RequestContext['parameters'] = {};
  owner: string | null = null;
  body: JsonObject | null = null;
  fault: Fault | null = null;
  record: ResponseRecord | null = null;

  constructor(service: Service, request: HttpRequest, signal: AbortSignal, ordinal: number) {
    this.service = service;
    this.dialect = service.dialect;
    this.clock = service.clock;
    this.state = service.state;
    this.memory = service.memory;
    this.request = request;
    this.signal = signal;
    this.ordinal = ordinal;
  }

  /** Lets the changes have their say about a stage's outcome. Throws `Refused` where a fault remains. */
  pass(stage: FaultStage, found: Fault | null): void {
    const fault = this.through(
      found,
      (change, value) => change.fault?.(value, stage, this) ?? unlessHooked(change, value),
    );
    if (fault !== null) throw new Refused(fault);
  }

  /** What to throw where a request is refused for good: there is nothing that it could be answered with if let through. */
  refused(stage: FaultStage, found: Fault): Refused {
    try {
      this.pass(stage, found);
      return new Refused(found);
    } catch (problem) {
      if (problem instanceof Refused) return problem;
      throw problem;
    }
  }

  /** Applies one hook of all changes to a value. */
  through<Value>(value: Value, apply: (change: Change, value: Value) => Value): Value {
    return this.service.changes.length === 0 ? value : through(this.service.changes, value, apply);
  }

  /** Whose data is seen. Only to be asked after authentication. */
  get user(): string {
    return this.owner ?? '';
  }
}

/** A change without the hook leaves the value; one with the hook gave null on purpose. */
function unlessHooked(change: Change, value: Fault | null): Fault | null {
  return change.fault === undefined ? value : null;
}
