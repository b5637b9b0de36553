import { isObject } from '../../../schemas/json.js';
import type { Exchange } from '../../../targets/exchange.js';
import { idOf } from '../../engine/answers.js';
import { streamEvents } from '../../engine/examine.js';
import { type Scenario, type Stage, scenario } from '../../engine/scenario.js';
import { shortText } from './text.js';

/** Positions of a stream that are resumed at in a standard run; a deep run takes them all. */
const standardPositions = 3;
const mostPositions = 40;

const resumed = scenario({
  id: 'streaming/resume',
  area: 'streaming',
  title: 'a background stream, read to its end and then again from several positions',
  needs: ['streaming', 'background', 'resume'],
  probes: ['resume'],
  depth: 'standard',
  cost: ({ cases }) => ({ requests: 2 + Math.min(cases, standardPositions), input: 40, output: 80 }),
  async run(stage) {
    const { target, prompts } = stage;
    const created = await target.create(
      { input: prompts.short, stream: true, background: true, store: true },
      { notes: { cancelled: false } },
    );
    const id = idOf(created);
    for (const position of positionsOf(created, stage)) {
      await target.retrieve(id, {
        query: { stream: true, starting_after: position },
        step: 'resume',
        notes: { cancelled: false },
      });
    }
    await target.retrieve(id, {
      query: { stream: true, include_obfuscation: false },
      step: 'resume',
      notes: { cancelled: false },
    });
    return created;
  },
});

function positionsOf(created: Exchange, { depth }: Stage): readonly number[] {
  const numbers = [...streamEvents(created)].flatMap(({ data }) => {
    const number = data?.['sequence_number'];
    return typeof number === 'number' ? [number] : [];
  });
  const before = numbers.slice(0, -1);
  if (depth === 'deep') return before.slice(0, mostPositions);
  const picked = [before[0], before[Math.floor(before.length / 2)], before.at(-1)];
  return [...new Set(picked.filter((number) => number !== undefined))].slice(0, standardPositions);
}

const hungUp = scenario({
  id: 'streaming/hang-up-background',
  area: 'streaming',
  title: 'a background stream that the client leaves and two readers take up while it runs',
  needs: ['streaming', 'background', 'resume'],
  depth: 'standard',
  order: 'disruptive',
  cost: { requests: 3, input: 40, output: 300 },
  async run({ target, case: caseOf, prompts }) {
    const left = await target.create(
      { input: prompts.long, stream: true, background: true, store: true },
      { step: 'hang-up', disconnectAfterEvents: 3 },
    );
    const id = idOf(left);
    const read = (reader: number) =>
      caseOf(reader).retrieve(id, { query: { stream: true }, step: 'resume', notes: { cancelled: false } });
    await Promise.all([read(2), read(3)]);
  },
});

const cancelled = scenario({
  id: 'streaming/cancel-background',
  area: 'streaming',
  title: 'a background stream that is cancelled while it runs, and read again afterwards',
  needs: ['streaming', 'background', 'cancel', 'resume'],
  depth: 'standard',
  order: 'disruptive',
  cost: { requests: 3, input: 40, output: 300 },
  async run({ target, prompts }) {
    const left = await target.create(
      { input: prompts.long, stream: true, background: true, store: true },
      { step: 'before-cancel', disconnectAfterEvents: 2, notes: { cancelled: true } },
    );
    const id = idOf(left);
    await target.cancel(id, { step: 'cancel' });
    await target.retrieve(id, { query: { stream: true }, step: 'after-cancel', notes: { cancelled: true } });
  },
});

const foreground = scenario({
  id: 'streaming/stream-of-foreground',
  area: 'streaming',
  title: 'stream=true on a stored response that was not created in the background',
  needs: ['streaming', 'state', 'resume'],
  after: [shortText],
  depth: 'standard',
  cost: { requests: 1, input: 0, output: 0 },
  order: 'invalid',
  async run({ target, use }) {
    const { json } = await use(shortText);
    if (isObject(json.answer?.json) && json.answer.json['store'] === false) return;
    await target.retrieve(idOf(json), {
      query: { stream: true },
      step: 'stream-of-foreground',
      validity: 'unknown',
    });
  },
});

const hungUpForeground = scenario({
  id: 'streaming/hang-up',
  area: 'streaming',
  title: 'a stream that the client leaves after a few events, and what is stored of it',
  needs: ['streaming', 'state'],
  depth: 'standard',
  order: 'disruptive',
  cost: { requests: 2, input: 30, output: 300 },
  async run({ target, prompts }) {
    const left = await target.create(
      { input: prompts.long, stream: true, store: true },
      { step: 'leave', disconnectAfterEvents: 5 },
    );
    await target.retrieve(idOf(left), { step: 'after-leaving', validity: 'unknown' });
  },
});

/** Streams that are read again, left, or cancelled. */
export const replayScenarios: readonly Scenario[] = [
  resumed,
  hungUp,
  cancelled,
  foreground,
  hungUpForeground,
];
