import { encoded } from '../../../generators/violations/encodings.js';
import type { JsonValue } from '../../../schemas/json.js';
import { scenario } from '../../engine/scenario.js';
import { withModel } from '../../errors/scenarios/complete-body.js';
import { sendEncoded } from '../../errors/scenarios/encodings.js';

/** A plain request before and after two faulty ones, one after the other. */
export const afterError = scenario({
  id: 'robustness/after-error',
  area: 'robustness',
  title: 'A plain request before and after refused ones',
  needs: [],
  depth: 'standard',
  order: 'disruptive',
  cost: { requests: 4, input: 60, output: 80 },
  run: async (stage) => {
    const body = { input: stage.prompts.short, instructions: 'Answer as usual.' };
    await stage.target.create(body, { step: 'before' });
    await sendEncoded(stage, 2, encoded('malformed-json', 'a complete JSON document', '{"input": '));
    await sendEncoded(stage, 2, encoded('malformed-json', 'JSON', '}{'));
    await stage.target.create(body, { step: 'after-error' });
  },
});

/** A plain request before and after a stream that the client leaves in the middle. */
export const afterDisconnect = scenario({
  id: 'robustness/after-disconnect',
  area: 'robustness',
  title: 'A plain request before and after a stream that the client leaves in the middle',
  needs: ['streaming'],
  depth: 'standard',
  order: 'disruptive',
  cost: { requests: 3, input: 120, output: 250 },
  run: async (stage) => {
    const body = { input: stage.prompts.short };
    await stage.target.create(body, { step: 'before' });
    const left = { input: stage.prompts.long, stream: true };
    await stage.case(2).create(left, { disconnectAfterEvents: 3 });
    await stage.target.create(body, { step: 'after-disconnect' });
  },
});

/** Brackets within brackets, and a number that no computer can hold. */
export const deepNesting = scenario({
  id: 'robustness/deep-nesting',
  area: 'robustness',
  title: 'A list nested a thousand times, and a number with four hundred digits',
  needs: [],
  depth: 'standard',
  order: 'disruptive',
  cost: { requests: 2, input: 0, output: 0 },
  run: async (stage) => {
    let nested: JsonValue = [];
    for (let depth = 0; depth < 1000; depth += 1) nested = [nested];
    await stage.case(1).create(
      { input: nested },
      {
        validity: 'invalid',
        violation: {
          // Parsers have a limit of their own: which of the two faults is named is the server's choice.
          in: 'encoding',
          pointer: '',
          keyword: 'nesting',
          expectation: 'the body is to be nested no deeper than the schema',
          level: 'SHOULD',
        },
      },
    );
    const plain = JSON.stringify(withModel(stage.facts, { input: 'Hello' }));
    const beyond = `${plain.slice(0, -1)},"temperature":${'9'.repeat(400)}}`;
    await sendEncoded(
      stage,
      2,
      encoded('beyond-any-number', 'within the bounds of temperature', beyond, 'SHOULD'),
    );
  },
});
