import { arrayAt, isObject, type JsonObject } from '../../schemas/json.js';
import { alteringItems, alteringParts, alteringResponses } from './building.js';
import type { Defect } from './defect.js';

const area = 'include';

/** A server whose items of a type never carry a member, whatever include says. */
function never(type: string, member: string): Defect['change'] {
  return alteringResponses((response) => ({
    ...response,
    output: arrayAt(response, 'output').map((item) =>
      isObject(item) && item['type'] === type ? { ...item, [member]: null } : item,
    ),
  }));
}

function ofAction(item: JsonObject): JsonObject {
  if (!isObject(item['action'])) return item;
  const { sources: _, ...action } = item['action'];
  return { ...item, action };
}

export const includeDefects: readonly Defect[] = [
  {
    name: 'encrypted-content-never',
    area,
    symptom: 'reasoning.encrypted_content is accepted and not filled',
    caughtBy: ['INC-REASONING-ENC'],
    change: never('reasoning', 'encrypted_content'),
  },
  {
    name: 'logprobs-never',
    area,
    symptom: 'message.output_text.logprobs is accepted and not filled',
    caughtBy: ['INC-LOGPROBS'],
    change: alteringParts((part) => ({ ...part, logprobs: [] })),
  },
  {
    name: 'top-logprobs-ignored',
    area,
    symptom: 'tokens come without alternatives',
    caughtBy: ['INC-TOP-LOGPROBS'],
    change: alteringParts((part) => ({
      ...part,
      logprobs: arrayAt(part, 'logprobs').map((entry) =>
        isObject(entry) ? { ...entry, top_logprobs: [] } : entry,
      ),
    })),
  },
  {
    name: 'logprobs-of-another-text',
    area,
    symptom: 'the tokens of logprobs lack the first one',
    caughtBy: ['INC-LOGPROBS-TEXT'],
    level: 'SHOULD',
    change: alteringParts((part) => ({ ...part, logprobs: arrayAt(part, 'logprobs').slice(1) })),
  },
  {
    name: 'file-search-results-never',
    area,
    symptom: 'file_search_call.results is accepted and not filled',
    caughtBy: ['INC-FILESEARCH'],
    change: never('file_search_call', 'results'),
  },
  {
    name: 'web-search-results-never',
    area,
    symptom: 'web_search_call.results is accepted and not filled',
    caughtBy: ['INC-WEBSEARCH-RESULTS'],
    change: alteringItems('web_search_call', ({ results: _, ...item }) => item),
  },
  {
    name: 'web-search-sources-never',
    area,
    symptom: 'web_search_call.action.sources is accepted and not filled',
    caughtBy: ['INC-WEBSEARCH-SOURCES'],
    change: alteringItems('web_search_call', ofAction),
  },
  {
    name: 'code-outputs-never',
    area,
    symptom: 'code_interpreter_call.outputs is accepted and not filled',
    caughtBy: ['INC-CODE-OUTPUTS'],
    change: never('code_interpreter_call', 'outputs'),
  },
  {
    name: 'memories-never',
    area,
    symptom: 'memory_search_call.results is accepted and not filled',
    dialect: 'azure-foundry',
    caughtBy: ['INC-MEMORY'],
    change: never('memory_search_call', 'memories'),
  },
  {
    name: 'image-urls-never',
    area,
    symptom: 'message.input_image.image_url is accepted and not filled',
    caughtBy: ['INC-IMAGE-URLS'],
    change: {
      page: (page) => ({
        ...page,
        data: page.data.map((item) => ({
          ...item,
          ...(Array.isArray(item['content'])
            ? {
                content: item['content'].map((part) =>
                  isObject(part) && part['type'] === 'input_image' ? { ...part, image_url: null } : part,
                ),
              }
            : {}),
        })),
      }),
    },
  },
];
