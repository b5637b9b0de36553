import type { DialectName } from '../../schemas/dialect.js';
import type { JsonObject } from '../../schemas/json.js';
import { type Case, cases } from './case.js';
import { message } from './output.js';
import { streamed } from './streams.js';
import { created } from './traffic.js';

const asked = { model: 'm', input: 'Hi.' };
const answer = [message('Hello.')];
const background = { ...asked, background: true };
const ids = 'RES-ID-UNIQUE';
const createdAt = 1_790_000_000;

/** An answer with members that are not what they usually are. */
function shown(
  response: JsonObject,
  dialect: DialectName = 'openai',
  status = 'completed',
): Case['exchanges'] {
  return [created(asked, answer, { response, dialect, status })];
}

/** A response without output in this status, which has a time of completion. */
function endedAs(status: string, dialect: DialectName): Case['exchanges'] {
  return [
    created(status === 'failed' ? asked : background, [], {
      status,
      dialect,
      response: { completed_at: createdAt + 1 },
    }),
  ];
}

export const responseCases = cases(
  {
    name: 'a finish reason is no status in Open Responses either',
    exchanges: shown({ status: 'stop' }, 'open-responses'),
    blamed: { 'RES-STATUS-ENUM': '/status' },
  },
  {
    name: 'a number is no status in Open Responses either',
    exchanges: shown({ status: 5 }, 'open-responses'),
    blamed: { 'RES-STATUS-ENUM': '/status' },
  },
  {
    name: 'a status of null says nothing',
    exchanges: shown({ status: null, completed_at: null }),
    blamed: { 'RES-STATUS-ENUM': '/status', 'RES-STATUS-PRESENT': '/status' },
  },
  {
    name: 'events that were kept alone are not whole',
    exchanges: [streamed(asked, answer, (events) => events, { exchange: { fidelity: 'events-only' } })],
    notFor: ['RES-REQUIRED'],
  },
  {
    name: 'a body that was kept alone is not whole',
    exchanges: [created(asked, answer, { exchange: { fidelity: 'body-only' } })],
    notFor: ['RES-REQUIRED'],
  },
  {
    name: 'a response in Open Responses may have failed at a time',
    exchanges: endedAs('failed', 'open-responses'),
    passed: ['RES-COMPLETED-AT'],
  },
  {
    name: 'a queued response of Open Responses has not ended',
    exchanges: endedAs('queued', 'open-responses'),
    blamed: { 'RES-COMPLETED-AT': '/completed_at' },
  },
  {
    name: 'a running response of Open Responses has not ended',
    exchanges: endedAs('in_progress', 'open-responses'),
    blamed: { 'RES-COMPLETED-AT': '/completed_at' },
  },
  {
    name: 'a response that failed was not completed at a time',
    exchanges: endedAs('failed', 'openai'),
    blamed: { 'RES-COMPLETED-AT': '/completed_at' },
  },
  {
    name: 'a response was completed before it was created',
    exchanges: shown({ completed_at: createdAt - 1 }),
    blamed: { 'RES-COMPLETED-AT': '/completed_at' },
  },
  {
    name: 'a response was completed within the second of its creation',
    exchanges: shown({ created_at: createdAt + 0.5, completed_at: createdAt }),
    passed: ['RES-COMPLETED-AT'],
  },
  {
    name: 'an empty reason is none',
    exchanges: [
      created(asked, [message('Hel', { status: 'incomplete' })], {
        status: 'incomplete',
        response: { incomplete_details: {} },
      }),
    ],
    blamed: { 'RES-INCOMPLETE-DETAILS': '/incomplete_details' },
  },
  {
    name: 'a queued response answers a request that waits for it',
    exchanges: [created(asked, [], { status: 'queued' })],
    blamed: { 'RES-FINISHED': '/status' },
  },
  {
    name: 'a running response answers a request that waits for it',
    exchanges: [created(asked, [], { status: 'in_progress' })],
    blamed: { 'RES-FINISHED': '/status' },
  },
  {
    name: 'a queued response answers a request that does not wait',
    exchanges: [created(background, [], { status: 'queued' })],
    notFor: ['RES-FINISHED'],
  },
  {
    name: 'an empty id is none',
    exchanges: shown({ id: '' }),
    blamed: { [ids]: '/id' },
  },
  {
    name: 'two responses have one id',
    exchanges: [created(asked, answer), created(asked, [message('Hello again.', { id: 'msg_2' })])],
    blamed: { [ids]: '/id' },
  },
  {
    name: 'two recorded responses have one id',
    exchanges: [created(asked, answer), created(asked, [message('Hello again.', { id: 'msg_2' })])],
    live: false,
    blamed: { [ids]: '/id' },
  },
  {
    name: 'one answer was recorded twice',
    exchanges: [created(asked, answer), created(asked, answer)],
    live: false,
    passed: [ids],
  },
  {
    name: 'fixtures share an id that somebody made up',
    exchanges: [
      created(asked, answer, { exchange: { fidelity: 'body-only' } }),
      created(asked, [message('Hello again.')], { exchange: { fidelity: 'body-only' } }),
    ],
    live: false,
    notFor: [ids],
  },
);
