import type { ResponseRecord } from '../../targets/reference/index.js';
import { errorAnswer, lettingThrough } from './answering.js';
import type { Defect } from './defect.js';
import { rewritingQuery } from './state/lookups.js';

const never = 1e12;

const isOver = ({ createdAt, timing, cancelledAt }: ResponseRecord, now: number) =>
  cancelledAt !== null || now >= createdAt + timing.endsAfter;

export const backgroundDefects: readonly Defect[] = [
  {
    name: 'background-synchronous',
    area: 'background',
    symptom: 'background: true is echoed, and the answer comes when the response is finished.',
    caughtBy: ['REQ-BG-ASYNC', 'CAP-CONTRADICTION'],
    change: { timing: () => ({ startsAfter: 0, endsAfter: 0 }) },
  },
  {
    name: 'background-without-store',
    area: 'background',
    symptom: 'background: true together with store: false is accepted.',
    caughtBy: ['REQ-BG-STORE'],
    level: 'SHOULD',
    change: lettingThrough(
      ({ param }, { body }) => (param === 'store' || param === 'background') && body?.['store'] === false,
    ),
  },
  {
    name: 'background-stuck',
    area: 'background',
    symptom: 'Background responses that are not streamed stay queued for ever.',
    caughtBy: ['GET-POLL'],
    change: {
      timing: (timing, { body }) =>
        body?.['background'] === true && body['stream'] !== true
          ? { startsAfter: never, endsAfter: never }
          : timing,
    },
  },
  {
    name: 'background-lost-while-running',
    area: 'background',
    symptom: 'A background response can be retrieved only when it is finished.',
    caughtBy: ['GET-POLL'],
    change: {
      find: (record, _id, { operation, clock }) =>
        operation === 'retrieve-response' && record?.background === true && !isOver(record, clock.now())
          ? null
          : record,
    },
  },
  {
    name: 'status-goes-back',
    area: 'background',
    symptom: 'A running response is shown as queued again.',
    caughtBy: ['GET-POLL'],
    change: {
      response: (response, place, { operation }) => {
        if (place !== 'json' || response['background'] !== true) return response;
        if (operation === 'create-response') return { ...response, status: 'in_progress' };
        return response['status'] === 'in_progress' ? { ...response, status: 'queued' } : response;
      },
    },
  },
  {
    name: 'cancelled-runs-on',
    area: 'background',
    symptom: 'Cancel answers cancelled, and the response is completed all the same.',
    caughtBy: ['GET-POLL'],
    change: {
      find: (record, _id, { operation }) =>
        operation === 'retrieve-response' && record !== null ? { ...record, cancelledAt: null } : record,
    },
  },
  {
    name: 'background-dies-with-connection',
    area: 'background',
    symptom: 'A background response is cancelled when the client that streams it hangs up.',
    caughtBy: ['BG-DISCONNECT'],
    change: {
      chunks: (chunks, { memory, record, operation }) =>
        operation === 'create-response' ? watched(chunks, memory, record?.id ?? '') : chunks,
      find: (record, id, { memory }) =>
        record?.background === true && memory.get(`sent ${id}`) === 'in part'
          ? { ...record, cancelledAt: record.createdAt }
          : record,
    },
  },
  {
    name: 'cancel-and-resume-missing',
    area: 'background',
    symptom: 'Cancel is not routed, and GET with stream and starting_after answers plain JSON.',
    seenIn: 'exo-explore/exo#1356',
    caughtBy: ['CAP-CANCEL', 'CAP-RESUME'],
    change: {
      ...rewritingQuery((name, value) => (name === 'stream' || name === 'starting_after' ? null : value)),
      answer: (answer, { operation }) =>
        operation === 'cancel-response' ? errorAnswer(404, 'Invalid URL') : answer,
    },
  },
  {
    name: 'cancel-leaves-in-progress',
    area: 'background',
    symptom: 'Cancel answers 200 with a response that is still in progress.',
    caughtBy: ['CAN-RESULT'],
    change: {
      response: (response, _place, { operation }) =>
        operation === 'cancel-response' && response['status'] === 'cancelled'
          ? { ...response, status: 'in_progress' }
          : response,
    },
  },
  {
    name: 'running-cannot-be-cancelled',
    area: 'background',
    symptom: 'Cancel is refused once the response is in progress.',
    caughtBy: ['CAN-RUNNING'],
    change: {
      fault: (fault, stage, { operation, record, clock }) =>
        stage === 'state' &&
        operation === 'cancel-response' &&
        record?.background === true &&
        !isOver(record, clock.now()) &&
        clock.now() >= record.createdAt + record.timing.startsAfter
          ? {
              stage,
              status: 409,
              type: 'invalid_request_error',
              code: null,
              param: null,
              message: 'The response is being generated.',
            }
          : fault,
    },
  },
  {
    name: 'second-cancel-refused',
    area: 'background',
    symptom: 'Cancelling a cancelled response is refused.',
    caughtBy: ['CAN-IDEMPOTENT'],
    change: {
      fault: (fault, stage, { operation, record }) =>
        stage === 'state' && operation === 'cancel-response' && record !== null && record.cancelledAt !== null
          ? {
              stage,
              status: 400,
              type: 'invalid_request_error',
              code: null,
              param: null,
              message: 'The response was cancelled already.',
            }
          : fault,
    },
  },
  {
    name: 'foreground-cancel-accepted',
    area: 'background',
    symptom: 'Cancel of a response that was never in the background is answered 200.',
    caughtBy: ['CAN-ONLY-BG'],
    change: lettingThrough((fault, { operation }) => operation === 'cancel-response' && fault.status === 400),
  },
];

async function* watched(
  chunks: AsyncIterable<Uint8Array>,
  memory: Map<string, unknown>,
  id: string,
): AsyncIterable<Uint8Array> {
  memory.set(`sent ${id}`, 'in part');
  yield* chunks;
  memory.set(`sent ${id}`, 'whole');
}
