import { type Stage, scenario } from '../engine/scenario.js';
import { shortened } from '../errors/scenarios/complete-body.js';

/** Sends requests at the same time, each with instructions of its own. */
async function overlapping(stage: Stage, name: string, modes: readonly boolean[]) {
  const body = await shortened(stage, { input: stage.prompts.short });
  return Promise.all(
    modes.map((stream, index) => {
      const mark = `You are number ${index + 1} of ${modes.length}.`;
      return stage
        .case(index + 1)
        .create(
          { ...body, instructions: mark, ...(stream ? { stream } : {}) },
          { notes: { overlap: name, mark } },
        );
    }),
  );
}

/** Streams at the same time. */
export const overlappingStreams = scenario({
  id: 'concurrency/streams',
  area: 'concurrency',
  title: 'Streams that overlap, each with instructions of its own',
  needs: ['streaming'],
  depth: 'standard',
  cost: { requests: 4, input: 160, output: 160 },
  run: (stage) => overlapping(stage, 'streams', [true, true, true, true]),
});

/** JSON answers at the same time. */
export const overlappingAnswers = scenario({
  id: 'concurrency/answers',
  area: 'concurrency',
  title: 'JSON answers that overlap, each with instructions of its own',
  needs: [],
  depth: 'standard',
  cost: { requests: 2, input: 80, output: 80 },
  run: (stage) => overlapping(stage, 'answers', [false, false]),
});
