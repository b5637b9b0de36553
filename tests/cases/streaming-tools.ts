import type { JsonObject } from '../../schemas/json.js';
import { cases } from './case.js';
import { functionCall } from './output.js';
import { after, before, type Edit, edits, having, leftOut, only, within, without } from './stream-edits.js';
import { added, done } from './streamed-samples.js';
import { streamed } from './streams.js';

const asked = { model: 'm', input: 'Hello' };
const withTool = { ...asked, tools: [{ type: 'function', name: 'look', parameters: null, strict: null }] };
const place = { item_id: 'tool_1', output_index: 0 };
const search: JsonObject = {
  type: 'web_search_call',
  id: 'tool_1',
  status: 'completed',
  action: { type: 'search', query: 'weather' },
};
const withSearch = { ...asked, tools: [{ type: 'web_search' }] };
const code: JsonObject = {
  type: 'code_interpreter_call',
  id: 'tool_1',
  status: 'completed',
  container_id: 'cntr_1',
  code: 'print(1)',
  outputs: null,
};
const withCode = { ...asked, tools: [{ type: 'code_interpreter', container: { type: 'auto' } }] };
const image: JsonObject = {
  type: 'image_generation_call',
  id: 'tool_1',
  status: 'completed',
  result: 'aGk=',
  partials: 3,
};
const withImage = { ...asked, tools: [{ type: 'image_generation', partial_images: 3 }] };
const partialImage = 'response.image_generation_call.partial_image';
const mcp: JsonObject = {
  type: 'mcp_call',
  id: 'tool_1',
  status: 'completed',
  server_label: 'dice',
  name: 'roll',
  arguments: '{"dice":2}',
  output: '7',
  error: null,
};
const withMcp = {
  ...asked,
  tools: [
    { type: 'mcp', server_label: 'dice', server_url: 'https://mcp.example', require_approval: 'never' },
  ],
};

export const streamingToolCases = cases(
  {
    name: 'a search that fails tells no more of its work',
    exchanges: [
      streamed(withSearch, [{ ...search, status: 'failed' }], leftOut('response.web_search_call.completed')),
    ],
    passed: ['STREAM-TOOL-FINISHED', 'STREAM-TOOL-PROGRESS'],
  },
  {
    name: 'code that was cut tells no more of its work',
    exchanges: [
      streamed(
        withCode,
        [{ ...code, status: 'incomplete' }],
        leftOut('response.code_interpreter_call.completed'),
        { status: 'incomplete' },
      ),
    ],
    passed: ['STREAM-TOOL-FINISHED'],
  },
  {
    name: 'code is done without having completed',
    exchanges: [streamed(withCode, [code], leftOut('response.code_interpreter_call.completed'))],
    blamed: { 'STREAM-TOOL-FINISHED': '/events/8/item/status' },
  },
  {
    name: 'a search on Foundry is done without having completed',
    exchanges: [
      streamed(withSearch, [search], leftOut('response.web_search_call.completed'), {
        dialect: 'azure-foundry',
      }),
    ],
  },
  {
    name: 'a search tells nothing of its work',
    exchanges: [
      streamed(
        withSearch,
        [search],
        leftOut(
          ...['in_progress', 'searching', 'completed'].map((word) => `response.web_search_call.${word}`),
        ),
      ),
    ],
    notFor: ['STREAM-TOOL-FINISHED', 'STREAM-TOOL-PROGRESS'],
  },
  {
    name: 'a search tells of its work when it is finished',
    exchanges: [
      streamed(withSearch, [search], before(done, { type: 'response.web_search_call.searching', ...place })),
    ],
    blamed: { 'STREAM-TOOL-PROGRESS': '/events/6' },
  },
  {
    name: 'a search searches before it began',
    exchanges: [streamed(withSearch, [search], leftOut('response.web_search_call.in_progress'))],
    blamed: { 'STREAM-TOOL-PROGRESS': '/events/3' },
  },
  {
    name: 'a search is completed at once',
    exchanges: [streamed(withSearch, [search], leftOut('response.web_search_call.searching'))],
    passed: ['STREAM-TOOL-PROGRESS'],
  },
  {
    name: 'a search begins twice while it is under way',
    exchanges: [
      streamed(
        withSearch,
        [search],
        before('response.web_search_call.completed', {
          type: 'response.web_search_call.in_progress',
          ...place,
        }),
      ),
    ],
    blamed: { 'STREAM-TOOL-PROGRESS': '/events/5' },
  },
  {
    name: 'a search tells of the work of another tool',
    exchanges: [
      streamed(withSearch, [search], before(done, { type: 'response.file_search_call.searching', ...place })),
    ],
    blamed: { 'STREAM-ITEM-TYPE': '/events/6' },
  },
  {
    name: 'a search that did not tell its type',
    exchanges: [streamed(withSearch, [search], within(added, 'item', { type: undefined }))],
    blamed: { 'STREAM-EVENT-SCHEMA': '/events/2/item/type' },
  },
  {
    name: 'a call of MCP that fails',
    exchanges: [
      streamed(
        withMcp,
        [
          {
            ...mcp,
            status: 'failed',
            output: null,
            error: { type: 'mcp_protocol_error', code: 1, message: 'Off.' },
          },
        ],
        (events) =>
          events.map((event) =>
            event.type === 'response.mcp_call.completed'
              ? { ...event, type: 'response.mcp_call.failed' }
              : event,
          ),
      ),
    ],
    passed: ['STREAM-TOOL-FINISHED', 'STREAM-TOOL-PROGRESS'],
  },
  {
    name: 'a call of MCP works before it ends',
    exchanges: [
      streamed(
        withMcp,
        [mcp],
        after('response.mcp_call.completed', { type: 'response.mcp_call.in_progress', ...place }),
      ),
    ],
    blamed: { 'STREAM-TOOL-PROGRESS': '/events/9' },
  },
  {
    name: 'the arguments of a call of MCP name a tool, which they need not',
    exchanges: [streamed(withMcp, [mcp], having('response.mcp_call_arguments.done', { name: 'other' }))],
  },
  {
    name: 'the arguments of a function carry the index of a command, which means nothing there',
    exchanges: [
      streamed(
        withTool,
        [functionCall('look', '{"at":1}')],
        having('response.function_call_arguments.delta', { command_index: 1 }),
      ),
    ],
    passed: ['STREAM-DELTA-CONCAT', 'STREAM-ARGS-ORDER'],
  },
  {
    name: 'the arguments of a function name it',
    exchanges: [
      streamed(
        withTool,
        [functionCall('look', '{"at":1}')],
        having('response.function_call_arguments.done', { name: 'look' }),
      ),
    ],
    passed: ['STREAM-FN-NAME'],
  },
  {
    name: 'the arguments of a function name another one',
    exchanges: [
      streamed(
        withTool,
        [functionCall('look', '{"at":1}')],
        having('response.function_call_arguments.done', { name: 'other' }),
      ),
    ],
    blamed: { 'STREAM-FN-NAME': '/events/5/name' },
  },
  {
    name: 'the arguments of a function name the one that its announcement left out',
    exchanges: [
      streamed(
        withTool,
        [functionCall('look', '{"at":1}')],
        edits(
          within(added, 'item', { name: undefined }),
          having('response.function_call_arguments.done', { name: 'look' }),
        ),
      ),
    ],
    blamed: { 'STREAM-FN-NAME': '/events/2/item/name' },
  },
  {
    name: 'partial images that are counted from 0',
    exchanges: [streamed(withImage, [image], finalImage)],
    passed: ['STREAM-PARTIAL-IMAGES', 'STREAM-TOOL-PROGRESS'],
  },
  {
    name: 'the end of an image names the last partial image',
    exchanges: [
      streamed(
        withImage,
        [image],
        edits(finalImage, having('response.image_generation_call.completed', { partial_image_index: 2 })),
      ),
    ],
    passed: ['STREAM-PARTIAL-IMAGES'],
  },
  {
    name: 'partial images that are all the first',
    exchanges: [
      streamed(withImage, [image], edits(finalImage, having(partialImage, { partial_image_index: 0 }))),
    ],
    blamed: { 'STREAM-PARTIAL-IMAGES': '/events/6/partial_image_index' },
  },
  {
    name: 'partial images of which one is left out',
    exchanges: [
      streamed(
        withImage,
        [image],
        edits(
          finalImage,
          only(1, partialImage, () => []),
        ),
      ),
    ],
    blamed: { 'STREAM-PARTIAL-IMAGES': '/events/6/partial_image_index' },
  },
  {
    name: 'a partial image that is not counted',
    exchanges: [
      streamed(
        withImage,
        [image],
        edits(finalImage, only(0, partialImage, without(partialImage, 'partial_image_index'))),
      ),
    ],
    blamed: {
      'STREAM-IDENTITY': '/events/5/partial_image_index',
      'STREAM-PARTIAL-IMAGES': '/events/6/partial_image_index',
    },
  },
);

/** The count of partial images is no member of the item. */
function finalImage(events: Parameters<Edit>[0]): ReturnType<Edit> {
  return within('response.completed', 'response', { output: [{ ...image, partials: undefined }] })(events);
}
