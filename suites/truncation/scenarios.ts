import type { JsonObject } from '../../schemas/json.js';
import { NotSent, type SendOptions, type Stage, scenario } from '../engine/scenario.js';
import { shortened } from '../errors/scenarios/complete-body.js';

const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const messages = 16;

/** Windows up to this size are overfilled, and filled, without being asked for. */
const overfilledUpTo = 32_768;
const filledUpTo = 8_192;

/** Messages with so many short words in all: each is a token at least, whatever the tokenizer. */
function conversation(words: number, last: string): readonly JsonObject[] {
  const each = Math.ceil(words / messages);
  const message = (content: string, index: number): JsonObject => ({
    type: 'message',
    role: 'user',
    content: `Part ${index + 1}: ${content}`,
  });
  return [
    ...Array.from({ length: messages }, (_, index) =>
      message(
        Array.from({ length: each }, (_, place) => numbers[(index + place) % numbers.length]).join(' '),
        index,
      ),
    ),
    { type: 'message', role: 'user', content: last },
  ];
}

/** A short conversation that fits, with truncation auto and with truncation disabled. */
export const fitting = scenario({
  id: 'truncation/fitting',
  area: 'truncation',
  title: 'A short conversation with truncation auto and disabled: nothing may be left out',
  needs: [],
  probes: ['truncation'],
  depth: 'standard',
  cost: { requests: 2, input: 300, output: 80 },
  run: async (stage) => {
    const input = conversation(48, stage.prompts.short);
    const auto = await stage.target.create({ input, truncation: 'auto' }, { notes: { fits: true } });
    await stage
      .case(2)
      .create(
        { input, truncation: 'disabled' },
        { notes: { fits: true }, twinOf: auto.id, twin: 'truncation' },
      );
  },
});

/** More than the context window holds, with truncation disabled and without truncation. Nothing is generated. */
export const overWindow = scenario({
  id: 'truncation/over-window',
  area: 'truncation',
  title: 'More input than the context window holds, with truncation disabled and without truncation',
  needs: [],
  depth: 'standard',
  order: 'invalid',
  cost: { requests: 3, input: 0, output: 0 },
  run: async (stage) => {
    const input = overfilling(stage, overfilledUpTo);
    const options: SendOptions = {
      notes: { overWindow: true },
      validity: 'invalid',
      violation: {
        in: 'state',
        pointer: '/input',
        keyword: 'context-window',
        expectation: 'the input is to fit into the context window',
        level: 'MUST',
      },
    };
    const body = await shortened(stage, { input });
    const disabled = await stage.target.create({ ...body, truncation: 'disabled' }, options);
    await stage.case(2).create(body, options);
    if (!(await stage.offers('streaming'))) return;
    await stage
      .case(3)
      .create(
        { ...body, truncation: 'disabled', stream: true },
        { ...options, twinOf: disabled.id, twin: 'stream' },
      );
  },
});

/** The same with truncation auto: the window is filled, which costs as many tokens. */
export const trimmed = scenario({
  id: 'truncation/trimmed',
  area: 'truncation',
  title: 'More input than the context window holds, with truncation auto',
  needs: ['truncation'],
  depth: 'standard',
  order: 'invalid',
  cost: { requests: 1, input: filledUpTo, output: 64 },
  run: (stage) =>
    stage.target.create(
      { input: overfilling(stage, filledUpTo), truncation: 'auto', max_output_tokens: 64 },
      // Valid, but whether it is answered depends on what the server offers.
      { notes: { overWindow: true }, validity: 'unknown' },
    ),
});

function overfilling(stage: Stage, upTo: number): readonly JsonObject[] {
  const window = stage.facts.contextWindow;
  if (window === null)
    throw new NotSent('the size of the context window is not known: give --context-window');
  if (window > upTo && !stage.large) {
    throw new NotSent(`a context window of ${window} tokens is filled only with --large`);
  }
  return conversation(Math.ceil(window * 1.02) + 64, stage.prompts.short);
}
