/** A state machine as plain data: what may follow what. One runs per response, item, part, summary, value and tool. */
export interface Machine {
  readonly name: string;
  readonly initial: string;
  /** States in which the thing may be left when its surroundings end. */
  readonly accepting: readonly string[];
  readonly transitions: { readonly [state: string]: { readonly [symbol: string]: string } };
  /** The state after a symbol that was not allowed, so that one mistake is one finding and not one per event. */
  readonly recovery: { readonly [symbol: string]: string };
}

/** The state that a symbol leads to, or null where the machine does not allow it there. */
export function nextState(machine: Machine, state: string, symbol: string): string | null {
  return machine.transitions[state]?.[symbol] ?? null;
}

/** The symbols that a state allows. */
export function allowedIn(machine: Machine, state: string): readonly string[] {
  return Object.keys(machine.transitions[state] ?? {});
}

/** Whether the thing may be left in this state. */
export function accepts(machine: Machine, state: string): boolean {
  return machine.accepting.includes(state);
}

/** `queued` may stand before or after `created` said so; `body` is any event of an item, `error` an event of that name. */
export const responseMachine: Machine = {
  name: 'response',
  initial: 'not started',
  accepting: ['ended', 'closed'],
  transitions: {
    'not started': { created: 'created' },
    created: {
      queued: 'queued',
      in_progress: 'in progress',
      body: 'in progress',
      error: 'error reported',
      terminal: 'ended',
    },
    queued: {
      queued: 'queued',
      in_progress: 'in progress',
      body: 'in progress',
      error: 'error reported',
      terminal: 'ended',
    },
    'in progress': {
      in_progress: 'in progress',
      body: 'in progress',
      error: 'error reported',
      terminal: 'ended',
    },
    'error reported': { error: 'error reported', body: 'in progress', terminal: 'ended' },
    ended: { sentinel: 'closed' },
    closed: {},
  },
  recovery: {
    created: 'created',
    queued: 'queued',
    in_progress: 'in progress',
    body: 'in progress',
    error: 'error reported',
    terminal: 'ended',
    sentinel: 'closed',
  },
};

/** An output item: added, then whatever its kind streams, then done. */
export const itemMachine: Machine = {
  name: 'item',
  initial: 'not added',
  accepting: ['done'],
  transitions: {
    'not added': { added: 'open' },
    open: { body: 'open', done: 'done' },
    done: {},
  },
  recovery: { added: 'open', body: 'open', done: 'done' },
};

/** A content part or a part of a reasoning summary: X is the text that it streams. */
export const partMachine: Machine = {
  name: 'part',
  initial: 'not added',
  accepting: ['done'],
  transitions: {
    'not added': { added: 'open' },
    open: { delta: 'streaming', annotation: 'streaming', valued: 'text done' },
    streaming: { delta: 'streaming', annotation: 'streaming', valued: 'text done' },
    'text done': { annotation: 'text done', done: 'done' },
    done: {},
  },
  recovery: { added: 'open', delta: 'streaming', annotation: 'streaming', valued: 'text done', done: 'done' },
};

/** A string member of an item that is streamed without a part around it: arguments, input, code, diff. */
export const valueMachine: Machine = {
  name: 'value',
  initial: 'not started',
  accepting: ['not started', 'done'],
  transitions: {
    'not started': { delta: 'streaming', valued: 'done' },
    streaming: { delta: 'streaming', valued: 'done' },
    done: {},
  },
  recovery: { delta: 'streaming', valued: 'done' },
};

/** One command of a shell call, which is announced like a part and has no closing event of its own. */
export const commandMachine: Machine = {
  name: 'command',
  initial: 'not added',
  accepting: ['not added', 'done'],
  transitions: {
    'not added': { added: 'open' },
    open: { delta: 'streaming', valued: 'done' },
    streaming: { delta: 'streaming', valued: 'done' },
    done: {},
  },
  recovery: { added: 'open', delta: 'streaming', valued: 'done' },
};

/** What a hosted tool tells about its work. OpenAI repeats `in_progress` between the arguments of an MCP call. */
export const progressMachine: Machine = {
  name: 'tool',
  initial: 'idle',
  accepting: ['idle', 'finished'],
  transitions: {
    idle: { started: 'running' },
    running: { started: 'running', working: 'working', finished: 'finished' },
    working: { working: 'working', finished: 'finished' },
    finished: {},
  },
  recovery: { started: 'running', working: 'working', finished: 'finished' },
};

/** All machines, for whoever wants to draw them. */
export const machines: readonly Machine[] = [
  responseMachine,
  itemMachine,
  partMachine,
  valueMachine,
  commandMachine,
  progressMachine,
];
