import { arrayAt, isObject, type JsonObject, objectsAt, stringAt } from '../../../schemas/json.js';
import { exchanges } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import type { ExchangeView } from '../../engine/view.js';
import { asksToInclude } from '../asked.js';

interface ImagePlace {
  readonly pointer: string;
  readonly image: JsonObject;
}

/** The images of a list of input items that the request wants the urls of. */
function wantedImages(view: ExchangeView): readonly ImagePlace[] {
  if (view.exchange.operation !== 'list-input-items' || !view.accepted) return [];
  return objectsAt(view.answer?.json, 'data').flatMap(({ index, value: item }) => {
    const pointer = `/data/${index}`;
    const screenshot = item['output'];
    if (item['type'] === 'computer_call_output') {
      return asksToInclude(view, 'computer_call_output.output.image_url') && isObject(screenshot)
        ? [{ pointer: `${pointer}/output`, image: screenshot }]
        : [];
    }
    if (!asksToInclude(view, 'message.input_image.image_url')) return [];
    return arrayAt(item, 'content').flatMap((part, place) =>
      isObject(part) && part['type'] === 'input_image'
        ? [{ pointer: `${pointer}/content/${place}`, image: part }]
        : [],
    );
  });
}

export const imageUrlsIncluded = rule({
  id: 'INC-IMAGE-URLS',
  level: 'MUST',
  basis: 'prose',
  area: 'include',
  title: 'with include of image urls, listed images carry image_url',
  source: {
    dialect: 'openai',
    section: 'IncludeEnum',
    note: 'message.input_image.image_url, computer_call_output.output.image_url',
  },
  needs: ['image-input', 'input-items'],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  evidence: ['include/image-urls'],
  why: 'A history shown again has holes where its pictures were.',
  fix: 'Return the url (or data url) that was sent when include asks for it.',
  judge: exchanges({
    given: (view) => wantedImages(view).length > 0,
    check: (view, report) => {
      for (const { pointer, image } of wantedImages(view)) {
        const bySource =
          (stringAt(image, 'image_url') ?? '') !== '' || (stringAt(image, 'file_id') ?? '') !== '';
        if (bySource) continue;
        report({
          pointer: `${pointer}/image_url`,
          message: 'the url of a listed image was asked for but is not there',
          expected: 'a url',
          actual: image['image_url'],
        });
      }
    },
  }),
});

export const imageUrlRules: readonly Rule[] = [imageUrlsIncluded];
