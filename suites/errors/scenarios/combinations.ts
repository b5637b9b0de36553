import { stringAt } from '../../../schemas/json.js';
import type { Violation } from '../../../targets/exchange.js';
import { plain } from '../../create/scenarios/plain.js';
import { idOf } from '../../engine/answers.js';
import { type SendOptions, type Stage, scenario } from '../../engine/scenario.js';
import { shortened } from './complete-body.js';

function refused(pointer: string, keyword: string, expectation: string): SendOptions {
  const violation: Violation = { in: 'state', pointer, keyword, expectation, level: 'MUST' };
  return { validity: 'invalid', violation };
}

/** Members that exclude or need one another, each pair in a request of its own. */
export const combinations = scenario({
  id: 'errors/combinations',
  area: 'errors',
  title: 'stream_options without stream, two histories at once, an mcp tool without a server',
  needs: [],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  depth: 'standard',
  order: 'invalid',
  after: [plain],
  cost: { requests: 4, input: 0, output: 0 },
  run: async (stage) => {
    if (await stage.offers('obfuscation')) {
      await stage.target.create(
        await shortened(stage, { input: 'Hello', stream_options: { include_obfuscation: false } }),
        refused('/stream_options', 'needs-stream', 'stream_options needs stream: true'),
      );
    }
    if (await stage.offers('hosted-tools')) {
      await stage
        .case(2)
        .create(
          await shortened(stage, { input: 'Hello', tools: [{ type: 'mcp', server_label: 'nowhere' }] }),
          refused('/tools/0', 'one-of-required', 'an mcp tool names server_url, connector_id or tunnel_id'),
        );
    }
    if ((await stage.offers('conversations')) && (await stage.offers('previous-response'))) {
      await bothHistories(stage);
    }
  },
});

async function bothHistories(stage: Stage): Promise<void> {
  const previous = idOf(await stage.use(plain));
  const opened = await stage.case(3).createConversation({});
  const conversation = stringAt(opened.answer?.json, 'id');
  if (conversation === null) return;
  await stage
    .case(3)
    .create(
      await shortened(stage, { input: 'Hello', previous_response_id: previous, conversation }),
      refused(
        '/previous_response_id',
        'mutually-exclusive',
        'previous_response_id and conversation exclude one another',
      ),
    );
}
