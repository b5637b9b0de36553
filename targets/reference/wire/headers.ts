import type { Dialect } from '../../../schemas/dialect.js';
import { stringAt } from '../../../schemas/json.js';
import type { Header } from '../../transport.js';
import type { Call } from '../call.js';

/** Headers that every answer of the dialect's service carries. */
export function serviceHeaders(call: Call, requestId: string): readonly Header[] {
  const { dialect } = call;
  return [['x-request-id', requestId], ...(dialectHeaders[dialect.name]?.(call, requestId) ?? [])];
}

const dialectHeaders: {
  readonly [name in Dialect['name']]?: (call: Call, requestId: string) => readonly Header[];
} = {
  openai: () => [
    ['openai-version', '2020-10-01'],
    ['openai-processing-ms', '1'],
  ],
  'azure-openai': (call, requestId) => [
    ['apim-request-id', requestId],
    ['x-ms-region', 'Reference'],
    ['azureai-fe-is-streaming', String(call.body?.stream === true)],
    ...(stringAt(call.body ?? {}, 'model') === null ? [] : [servedModel(call)]),
  ],
  'azure-foundry': (_call, requestId) => [
    ['apim-request-id', requestId],
    ['x-ms-region', 'Reference'],
  ],
};

/** Header values are bytes: a model name with anything else in it is left out. */
function servedModel(call: Call): Header {
  return [
    'x-ms-served-model',
    (stringAt(call.body ?? {}, 'model') ?? '').replace(/[^\x20-\x7e]/g, '').slice(0, 200),
  ];
}
