import { idOf } from '../../engine/answers.js';
import { type Scenario, scenario } from '../../engine/scenario.js';

const limit = 64;
const dialects = ['openai', 'azure-openai', 'azure-foundry'] as const;

/** A white square of 32 by 32 pixels. */
const picture =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAAAAABWESUoAAAAFklEQVR42mP4TwAwjCoYVTCqYKQqAAA/aPwuqUTQyAAAAABJRU5ErkJggg==';

export const logprobs = scenario({
  id: 'include/logprobs',
  area: 'include',
  title: 'log probabilities with two alternatives for each token',
  needs: ['logprobs'],
  probes: ['logprobs'],
  depth: 'smoke',
  cost: { requests: 1, input: 20, output: limit },
  run: ({ target, prompts }) =>
    target.create({
      input: prompts.short,
      include: ['message.output_text.logprobs'],
      top_logprobs: 2,
      max_output_tokens: limit,
    }),
});

export const logprobsStream = scenario({
  id: 'include/logprobs-stream',
  area: 'include',
  title: 'log probabilities without alternatives, streamed',
  needs: ['logprobs', 'streaming'],
  depth: 'standard',
  cost: { requests: 1, input: 20, output: limit },
  run: ({ target, prompts }) =>
    target.create({
      input: prompts.short,
      include: ['message.output_text.logprobs'],
      top_logprobs: 0,
      max_output_tokens: limit,
      stream: true,
    }),
});

export const imageUrls = scenario({
  id: 'include/image-urls',
  area: 'include',
  title: 'the input items of a response with a picture, its url wanted',
  needs: ['image-input', 'state', 'input-items'],
  dialects,
  depth: 'standard',
  cost: { requests: 2, input: 400, output: limit },
  async run({ target, dialect, prompts }) {
    const stored = await target.create({
      input: [
        {
          type: 'message',
          role: 'user',
          content: [
            { type: 'input_text', text: prompts.short },
            { type: 'input_image', image_url: picture, detail: 'low' },
          ],
        },
      ],
      store: true,
      max_output_tokens: limit,
    });
    await target.inputItems(idOf(stored), {
      query: { [dialect.wire.includeParameter]: ['message.input_image.image_url'] },
    });
  },
});

export const includeScenarios: readonly Scenario[] = [logprobs, logprobsStream, imageUrls];
