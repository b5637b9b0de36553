import { isObject, type JsonValue } from '../../schemas/json.js';
import type { Oddity } from '../defects/defect.js';

export const stateOddities: readonly Oddity[] = [
  {
    name: 'an unknown previous response is 404',
    permitted: 'the contract names the code, not the status, of a previous_response_id that is not known',
    change: {
      fault: (fault) =>
        fault?.code === 'previous_response_not_found' ? { ...fault, status: 404, type: 'not_found' } : fault,
    },
  },
  {
    name: 'deleted objects are called response.deleted',
    permitted: 'sources differ on the object name of the answer to DELETE (contract, DEL-SHAPE)',
    change: {
      json: (body, { operation }) =>
        operation === 'delete-response' && isObject(body) && body['deleted'] === true
          ? { ...body, object: 'response.deleted' }
          : body,
    },
  },
  {
    name: 'pages and items say more than they must',
    permitted: 'unknown members are listed, never failed (HTTP-SUPERSET)',
    change: {
      json: (body, { operation }) =>
        (operation === 'list-input-items' || operation === 'list-conversation-items') &&
        isObject(body) &&
        Array.isArray(body['data'])
          ? {
              ...body,
              total: body['data'].length,
              data: body['data'].map((item: JsonValue) =>
                isObject(item) ? { ...item, created_by: 'someone' } : item,
              ),
            }
          : body,
    },
  },
  {
    name: 'a retrieved response says who pays',
    permitted: 'members beyond the schema; OpenAI sends this one in JSON answers',
    change: {
      json: (body, { operation }) =>
        operation === 'retrieve-response' && isObject(body)
          ? { ...body, billing: { payer: 'developer' } }
          : body,
    },
  },
];
