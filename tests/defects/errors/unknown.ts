import type { Operation } from '../../../targets/exchange.js';
import type { Change } from '../../../targets/reference/index.js';
import type { HttpAnswer } from '../../../targets/transport.js';
import { errorAnswer, jsonAnswer, refusing, rewriting } from '../answering.js';
import type { Defect } from '../defect.js';

/** Another answer where an operation did not find its response. */
function notFound(operation: Operation, answer: () => HttpAnswer): Change {
  return {
    answer: (usual, context) => (context.operation === operation && usual.status === 404 ? answer() : usual),
  };
}

/** Ids, models and routes that do not exist. */
export const unknownDefects: readonly Defect[] = [
  {
    name: 'unknown-id-is-400',
    area: 'errors',
    symptom: 'Retrieving an unknown id is answered 400.',
    caughtBy: ['ERR-404-GET'],
    change: notFound('retrieve-response', () => errorAnswer(400, 'There is no such response.')),
  },
  {
    name: 'hm-delete-unknown-200',
    area: 'errors',
    symptom: 'Deleting an unknown id is answered 200.',
    caughtBy: ['ERR-404-DELETE'],
    change: notFound('delete-response', () =>
      jsonAnswer(200, { id: 'resp_0', object: 'response', deleted: true }),
    ),
  },
  {
    name: 'delete-never-known-200',
    area: 'errors',
    symptom: 'Deleting an id that was never given out is answered 200; deleting twice is not found.',
    caughtBy: ['ERR-404-DELETE'],
    change: {
      answer: (answer, { operation, parameters, memory }) => {
        if (operation !== 'delete-response') return answer;
        const id = parameters.responseId ?? '';
        if (answer.status === 200) memory.set(`deleted ${id}`, true);
        return answer.status === 404 && !memory.has(`deleted ${id}`)
          ? jsonAnswer(200, { id, object: 'response', deleted: true })
          : answer;
      },
    },
  },
  {
    name: 'cancel-unknown-400',
    area: 'errors',
    symptom: 'Cancelling an unknown id is answered 400.',
    caughtBy: ['ERR-404-CANCEL'],
    change: notFound('cancel-response', () => errorAnswer(400, 'There is no such response.')),
  },
  {
    name: 'input-of-unknown-is-empty',
    area: 'errors',
    symptom: 'The input of an unknown response is an empty list.',
    caughtBy: ['ERR-404-INPUT-ITEMS'],
    change: notFound('list-input-items', () =>
      jsonAnswer(200, { object: 'list', data: [], first_id: null, last_id: null, has_more: false }),
    ),
  },
  {
    name: 'any-model-served',
    area: 'errors',
    symptom: 'Every model name is served by the same model.',
    caughtBy: ['REQ-UNKNOWN-MODEL'],
    change: rewriting((body) =>
      typeof body['model'] === 'string' && !body['model'].startsWith('reference')
        ? { ...body, model: 'reference' }
        : body,
    ),
  },
  {
    name: 'unknown-model-without-code',
    area: 'errors',
    symptom: 'The error about an unknown model has no code.',
    level: 'SHOULD',
    caughtBy: ['REQ-UNKNOWN-MODEL-CODE'],
    change: refusing((fault) => (fault.code === 'model_not_found' ? { ...fault, code: null } : fault)),
  },
];
