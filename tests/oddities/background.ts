import type { Oddity } from '../defects/defect.js';

const tenSeconds = 10_000;

export const backgroundOddities: readonly Oddity[] = [
  {
    name: 'background responses are never queued',
    permitted: 'status is queued or in_progress (REQ-BG-ASYNC); the queue may be empty',
    change: {
      timing: (timing, { body }) => (body?.['background'] === true ? { ...timing, startsAfter: 0 } : timing),
    },
  },
  {
    name: 'background responses take their time',
    permitted: 'nothing says how long a background response may take',
    change: {
      timing: (timing, { body }) =>
        body?.['background'] === true ? { startsAfter: tenSeconds / 2, endsAfter: tenSeconds } : timing,
    },
  },
  {
    name: 'a finished response cannot be cancelled',
    permitted: 'the contract says nothing of cancelling what is finished; OpenAI answers 400',
    change: {
      fault: (fault, stage, { operation, record, clock }) =>
        fault ??
        (stage === 'state' &&
        operation === 'cancel-response' &&
        record?.background === true &&
        record.cancelledAt === null &&
        clock.now() >= record.createdAt + record.timing.endsAfter
          ? {
              stage,
              status: 400,
              type: 'invalid_request_error',
              code: null,
              param: null,
              message: 'Cannot cancel a completed response.',
            }
          : null),
    },
  },
];
