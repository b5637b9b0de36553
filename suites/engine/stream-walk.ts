import { streamEvents } from './examine.js';
import type { StreamPass } from './judge.js';
import type { StreamAnalyser, StreamEvent } from './stream-event.js';
import { type StreamSummary, startSummary } from './stream-summary.js';
import type { ExchangeView } from './view.js';

type Handler = (event: StreamEvent) => void;

/** A pass of one rule, with the guard that turns what it throws into a fault of the suite. */
export interface GuardedPass {
  readonly pass: StreamPass;
  readonly guard: (work: () => void) => void;
}

/** Walks a stream once for the summary, all analysers and all rules that judge events. */
export function walkStream(
  view: ExchangeView,
  passes: readonly GuardedPass[],
  analysers: readonly StreamAnalyser<unknown>[],
): { readonly summary: StreamSummary; readonly analyses: ReadonlyMap<string, unknown> } {
  const summary = startSummary();
  const running = analysers.map((analyser) => ({
    name: analyser.name,
    ...analyser.start(view.dialect, view.exchange),
  }));
  const handlersOf = dispatcher(passes);

  for (const event of streamEvents(view.exchange)) {
    summary.event(event);
    for (const analyser of running) analyser.event(event);
    for (const handle of handlersOf(event.type)) handle(event);
  }
  return { summary: summary.end(), analyses: new Map(running.map(({ name, end }) => [name, end()])) };
}

// Most rules care for few event types: each type's handlers are looked up once a stream, not once an event.
function dispatcher(passes: readonly GuardedPass[]): (type: string) => readonly Handler[] {
  const every = passes.flatMap(({ pass, guard }) =>
    pass.every === null ? [] : [guarded(pass.every, guard)],
  );
  const byType = new Map<string, readonly Handler[]>();
  return (type) => {
    const known = byType.get(type);
    if (known !== undefined) return known;
    const own = passes.flatMap(({ pass, guard }) => {
      const handle = Object.hasOwn(pass.on, type) ? pass.on[type] : undefined;
      return handle === undefined ? [] : [guarded(handle, guard)];
    });
    const handlers = [...every, ...own];
    byType.set(type, handlers);
    return handlers;
  };
}

function guarded(handle: Handler, guard: GuardedPass['guard']): Handler {
  return (event) => guard(() => handle(event));
}
