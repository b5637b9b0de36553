import type { Exchange } from '../../targets/exchange.js';

/** How fast a target streamed: plain information, never judged. */
export interface Pace {
  readonly streams: number;
  /** Milliseconds to the first event, median. Null where no stream had times. */
  readonly firstEventMs: number | null;
  /** Events per second between the first and the last event, median. */
  readonly eventsPerSecond: number | null;
}

/** Streams with fewer events say nothing about a rate. */
const leastEvents = 5;

/** Measures the streams of a transcript. */
export async function measurePace(exchanges: AsyncIterable<Exchange>): Promise<Pace> {
  const first: number[] = [];
  const rates: number[] = [];
  for await (const { answer } of exchanges) {
    if (answer === null || answer.stream === null || answer.status !== 200) continue;
    const times: number[] = [];
    for (const { at } of answer.stream.frames) if (at !== null) times.push(at);
    const begin = times[0];
    const end = times.at(-1);
    if (begin === undefined || end === undefined) continue;
    first.push(begin);
    if (times.length >= leastEvents && end > begin) rates.push(((times.length - 1) * 1000) / (end - begin));
  }
  return { streams: first.length, firstEventMs: median(first), eventsPerSecond: median(rates) };
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((left, right) => left - right);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
}
