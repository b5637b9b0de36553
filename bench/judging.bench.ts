import { catalogue } from '../suites/catalogue.js';
import { startJudging } from '../suites/engine/judging.js';
import { streamEvent } from '../suites/engine/stream-event.js';
import { eventStreamReader } from '../targets/event-stream.js';
import type { Frame } from '../targets/exchange.js';
import { exchangeOfFrames } from '../tests/streaming/judged.js';
import { plainFraming } from '../tests/wire/framing.js';
import { eventsOf, streamText } from './long-stream.js';
import type { Measurement } from './measurement.js';

/**
 * Measures how fast streams are judged by all rules, from bytes to findings, against how fast the same bytes can be
 * parsed alone; and how much memory a stream of a million events takes. First rounds warm up and are not counted.
 */
export function measureJudging(seconds = 2): readonly Measurement[] {
  const bytes = new TextEncoder().encode([...streamText(2000)].join(''));
  const parse = () => parseAlone(bytes);
  const judge = () => judgeBytes(bytes);
  const best = { parse: 0, judge: 0 };
  // In short turns, the best of each: both meet the same machine, whatever else it has to do.
  for (let turn = 0; turn < turns + 2; turn += 1) {
    const [parsed, judged] = [rate(parse, seconds / turns / 2), rate(judge, seconds / turns / 2)];
    if (turn < 2) continue;
    best.parse = Math.max(best.parse, parsed);
    best.judge = Math.max(best.judge, judged);
  }
  const megabytes = bytes.length / 1e6;
  const [parsing, judging] = [best.parse * megabytes, best.judge * megabytes];
  return [
    { name: 'parsing a stream alone', unit: 'MB/s', value: parsing },
    { name: 'parsing and judging it', unit: 'MB/s', value: judging, atLeast: parsing / 2 },
    {
      name: 'memory held after judging a stream of 1 M events',
      unit: 'MB',
      value: heldAfter(1_000_000),
      atMost: 64,
    },
  ];
}

const turns = 12;

function rate(work: () => void, seconds: number): number {
  const until = performance.now() + seconds * 1000;
  const begun = performance.now();
  let rounds = 0;
  while (performance.now() < until) {
    work();
    rounds += 1;
  }
  return (rounds * 1000) / (performance.now() - begun);
}

function parseAlone(bytes: Uint8Array): void {
  let index = 0;
  const reader = eventStreamReader((frame) => {
    streamEvent(frame, index);
    index += 1;
  });
  for (const chunk of chunksOf(bytes)) reader.push(chunk, 1);
  reader.end();
}

function judgeBytes(bytes: Uint8Array): void {
  judgeFrames(readFrames(bytes), bytes.length);
}

/** The events of the bytes, read as they are walked. */
function readFrames(bytes: Uint8Array): Iterable<Frame> {
  return {
    *[Symbol.iterator]() {
      let frames: Frame[] = [];
      const reader = eventStreamReader((frame) => frames.push(frame));
      for (const chunk of chunksOf(bytes)) {
        reader.push(chunk, null);
        yield* frames;
        frames = [];
      }
      reader.end();
    },
  };
}

function* chunksOf(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 16_384) yield bytes.subarray(at, at + 16_384);
}

function judgeFrames(frames: Iterable<Frame>, bytes: number): void {
  const judging = startJudging({
    rules: catalogue.rules,
    analysers: catalogue.analysers,
    target: { model: 'm', modelAliases: [], contextWindow: null, capabilities: {} },
    live: false,
  });
  judging.take(
    exchangeOfFrames({
      dialect: 'openai',
      request: { model: 'm', input: 'hi', stream: true },
      contentType: 'text/event-stream',
      frames,
      framing: plainFraming,
      bytes,
    }),
  );
  const { faults } = judging.finish();
  if (faults.length > 0) throw new Error(`${faults[0]?.rule}: ${faults[0]?.message}`);
}

/** Judges a long stream whose events are made as they are walked; gives the growth of the heap in megabytes. */
function heldAfter(events: number): number {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  judgeFrames(framesOf(events), events * 300);
  globalThis.gc?.();
  return Math.max(0, process.memoryUsage().heapUsed - before) / 1024 / 1024;
}

function framesOf(deltas: number): Iterable<Frame> {
  return {
    *[Symbol.iterator]() {
      for (const { event, data } of eventsOf(deltas)) yield { at: 1, event, data };
    },
  };
}
