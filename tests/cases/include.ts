import type { JsonObject } from '../../schemas/json.js';
import { cases } from './case.js';
import { message } from './output.js';
import { answered, created, page } from './traffic.js';

const ofMessages = 'message.input_image.image_url';
const ofScreenshots = 'computer_call_output.output.image_url';
const rules = ['INC-IMAGE-URLS'];

function listed(include: string, ...items: readonly JsonObject[]) {
  return answered('GET', `/responses/resp_1/input_items?include=${include}`, undefined, 200, page(items));
}

function picture(changes: JsonObject): JsonObject {
  return {
    type: 'message',
    id: 'msg_1',
    role: 'user',
    status: 'completed',
    content: [{ type: 'input_image', detail: 'auto', ...changes }],
  };
}

function screenshot(changes: JsonObject): JsonObject {
  return {
    type: 'computer_call_output',
    id: 'cco_1',
    call_id: 'call_1',
    status: 'completed',
    output: { type: 'computer_screenshot', ...changes },
  };
}

const search = {
  type: 'file_search_call',
  id: 'fs_1',
  status: 'completed',
  queries: ['rivers'],
};
const withResults = { model: 'm', input: 'Look it up.', include: ['file_search_call.results'] };

export const includeCases = cases(
  {
    name: 'listed images with the url that was asked for',
    exchanges: [
      listed(
        `${ofMessages},${ofScreenshots}`,
        picture({ image_url: 'https://pictures.test/1.png' }),
        screenshot({ image_url: 'https://pictures.test/2.png' }),
      ),
    ],
    passed: rules,
  },
  {
    name: 'a listed screenshot without the url that was asked for',
    exchanges: [listed(ofScreenshots, screenshot({}))],
    blamed: { 'INC-IMAGE-URLS': '/data/0/output/image_url' },
  },
  {
    name: 'a listed image whose url is empty',
    exchanges: [listed(ofMessages, picture({ image_url: '' }))],
    blamed: {
      'INC-IMAGE-URLS': '/data/0/content/0/image_url',
      'LIST-SHAPE': '/data/0/content/0/image_url',
    },
  },
  {
    name: 'a screenshot that is a file has no url',
    exchanges: [listed(ofScreenshots, screenshot({ file_id: 'file_1' }))],
    passed: rules,
  },
  {
    name: 'the urls of screenshots were not asked for',
    exchanges: [listed(ofMessages, screenshot({}))],
    notFor: rules,
  },
  {
    name: 'the urls of images in messages were not asked for',
    exchanges: [listed(ofScreenshots, picture({}))],
    notFor: rules,
  },
  {
    name: 'the items of a conversation are no input items of a response',
    exchanges: [
      answered(
        'GET',
        `/conversations/conv_1/items?include=${ofMessages}`,
        undefined,
        200,
        page([picture({})]),
      ),
    ],
    notFor: rules,
  },
  {
    name: 'a file search with the results that were asked for',
    exchanges: [created(withResults, [{ ...search, results: [] }, message('Here it is.')])],
    passed: ['INC-FILESEARCH'],
  },
  {
    name: 'a file search without the results that were asked for',
    exchanges: [created(withResults, [{ ...search, results: null }, message('Here it is.')])],
    blamed: { 'INC-FILESEARCH': '/output/0/results' },
  },
  {
    name: 'an answer that was cut has no results to carry yet',
    exchanges: [created(withResults, [{ ...search, status: 'incomplete' }], { status: 'incomplete' })],
    notFor: ['INC-FILESEARCH'],
  },
);
