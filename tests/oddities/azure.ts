import { isObject } from '../../schemas/json.js';
import type { Oddity } from '../defects/defect.js';

export const azureOddities: readonly Oddity[] = [
  {
    name: 'content-filters-null',
    permitted: 'Azure sends null while nothing was looked at, and in some finished responses too.',
    dialect: 'azure-openai',
    change: { response: (response) => ({ ...response, content_filters: null }) },
  },
  {
    name: 'errors-with-details',
    permitted: 'Errors of Foundry may nest details of the same shape.',
    dialect: 'azure-foundry',
    change: {
      json: (body, { fault }) =>
        fault !== null && isObject(body) && isObject(body['error'])
          ? {
              ...body,
              error: {
                ...body['error'],
                details: [{ code: 'inner', message: 'The inner reason.', param: null }],
              },
            }
          : body,
    },
  },
];
