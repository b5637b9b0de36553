import type { Dialect } from '../../../schemas/dialect.js';

/** How a dialect writes the events of a stream. */
export interface EventForms {
  /** Stem of the events with reasoning text. */
  readonly reasoningText: string;
  /** Whether text events always carry `logprobs`, or only where they were asked for. */
  readonly alwaysLogprobs: boolean;
  /** Whether `function_call_arguments.done` repeats the function's name. */
  readonly nameInArgumentsDone: boolean;
  /** Whether the commands and outputs of the shell tool are streamed. */
  readonly shellEvents: boolean;
  /** Whether there are events with audio. */
  readonly audioEvents: boolean;
  /** Whether the `error` event wraps its members in `error`. */
  readonly nestedError: boolean;
}

/** The forms of a dialect (contract, sections b and e; where the published form and the wire differ, the wire). */
export function eventForms({ name, wire }: Dialect): EventForms {
  const isOpen = name === 'open-responses';
  return {
    reasoningText: wire.reasoningTextEvent,
    alwaysLogprobs: !isOpen,
    nameInArgumentsDone: !isOpen,
    shellEvents: name === 'openai',
    audioEvents: !isOpen,
    nestedError: wire.errorEvent !== 'flat',
  };
}
