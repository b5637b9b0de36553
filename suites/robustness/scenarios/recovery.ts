import { encoded } from '../../../generators/violations/encodings.js';
import type { JsonValue } from '../../../schemas/json.js';
import type { Exchange } from '../../../targets/exchange.js';
import { plain } from '../../create/scenarios/plain.js';
import { responseOf } from '../../engine/answers.js';
import { type SendOptions, scenario } from '../../engine/scenario.js';
import { withModel } from '../../errors/scenarios/complete-body.js';
import { sendEncoded } from '../../errors/scenarios/encodings.js';

/** How the same request is sent again later. Throws as `responseOf` where it was not served before. */
function later(before: Exchange, step: string): SendOptions {
  responseOf(before);
  return { step, twinOf: before.id, twin: 'later' };
}

/** The plain request again after two faulty ones. */
export const afterError = scenario({
  id: 'robustness/after-error',
  area: 'robustness',
  title: 'The plain request again, after refused ones',
  needs: [],
  depth: 'standard',
  order: 'disruptive',
  after: [plain],
  cost: { requests: 3, input: 30, output: 40 },
  run: async (stage) => {
    const options = later(await stage.use(plain), 'after-error');
    await sendEncoded(stage, 2, encoded('malformed-json', 'a complete JSON document', '{"input": '));
    await sendEncoded(stage, 2, encoded('malformed-json', 'JSON', '}{'));
    await stage.target.create({ input: stage.prompts.short }, options);
  },
});

/**
 * The plain request again, after one whose client closed its sending side behind it and went on reading. Whether that one
 * is answered is up to the server: many take a half-closed connection for a closed one.
 */
export const afterHalfClose = scenario({
  id: 'robustness/after-half-close',
  area: 'robustness',
  title: 'The plain request again, after one whose client closed its sending side behind it',
  needs: [],
  depth: 'standard',
  order: 'disruptive',
  after: [plain, afterError],
  cost: { requests: 2, input: 60, output: 80 },
  run: async (stage) => {
    // One after the other, so that what one has broken is not put down to another.
    await stage.use(afterError);
    const options = later(await stage.use(plain), 'after-half-close');
    const body = { input: stage.prompts.short };
    await stage.target.create(body, {
      step: 'half-closed',
      validity: 'unknown',
      halfClosed: true,
      waitOut: false,
    });
    await stage.target.create(body, options);
  },
});

/** The plain request again, after a stream that the client leaves in the middle. */
export const afterDisconnect = scenario({
  id: 'robustness/after-disconnect',
  area: 'robustness',
  title: 'The plain request again, after a stream that the client leaves in the middle',
  needs: ['streaming'],
  depth: 'standard',
  order: 'disruptive',
  after: [plain, afterHalfClose],
  cost: { requests: 2, input: 90, output: 200 },
  run: async (stage) => {
    await stage.use(afterHalfClose);
    const options = later(await stage.use(plain), 'after-disconnect');
    const left = { input: stage.prompts.long, stream: true };
    await stage.case(2).create(left, { disconnectAfterEvents: 3 });
    await stage.target.create({ input: stage.prompts.short }, options);
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
