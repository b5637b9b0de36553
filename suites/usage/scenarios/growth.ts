import { wasAccepted } from '../../engine/answers.js';
import { type Scenario, scenario } from '../../engine/scenario.js';

const more =
  'The quick brown fox jumps over the lazy dog near the old river bank while the sun sets behind seven blue hills. '.repeat(
    4,
  );

export const growth = scenario({
  id: 'usage/growth',
  area: 'usage',
  title:
    'one question alone, in a longer text, with instructions, as several messages, and in a second content part',
  needs: [],
  depth: 'standard',
  cost: { requests: 6, input: 650, output: 360 },
  async run({ target, case: caseOf, prompts }) {
    const small = await target.create({ input: prompts.short }, { notes: { inputSize: 'small' } });
    // Without an answer to compare with, the others would only cost.
    if (!wasAccepted(small)) return;
    const twin = (inputSize: string) => ({ twinOf: small.id, twin: 'larger-input', notes: { inputSize } });
    await caseOf(2).create({ input: `${more}${prompts.short}` }, twin('a longer text'));
    await caseOf(3).create({ input: prompts.short, instructions: more }, twin('instructions'));
    await caseOf(4).create(
      {
        input: [
          { type: 'message', role: 'user', content: more },
          { type: 'message', role: 'assistant', content: 'I see.' },
          { type: 'message', role: 'user', content: prompts.short },
        ],
      },
      twin('earlier messages'),
    );
    await caseOf(5).create(
      {
        input: [
          { type: 'message', role: 'developer', content: more },
          { type: 'message', role: 'user', content: prompts.short },
        ],
      },
      twin('a developer message'),
    );
    await caseOf(6).create(
      {
        input: [
          {
            type: 'message',
            role: 'user',
            content: [
              { type: 'input_text', text: prompts.short },
              { type: 'input_text', text: more },
            ],
          },
        ],
      },
      twin('a second content part'),
    );
  },
});

export const usageScenarios: readonly Scenario[] = [growth];
