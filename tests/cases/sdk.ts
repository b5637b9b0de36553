import type { JsonValue } from '../../schemas/json.js';
import { cases, idAt } from './case.js';
import { message } from './output.js';
import { created } from './traffic.js';

const asked = { model: 'm', input: 'Hi' };

/** The exchange with which the SDK is done, with what it made of all of them. */
function made(...outcomes: readonly JsonValue[]) {
  return created(asked, [message('Hello.')], { intent: { notes: { sdk: outcomes } } });
}

const choked = { step: 'create', ok: false, problem: 'TypeError: no id', exchange: idAt(0) };

export const sdkCases = cases(
  {
    name: 'the SDK found what it needs',
    exchanges: [made({ step: 'create', ok: true, problem: null, exchange: idAt(0) })],
    passed: ['SDK-CREATE'],
    notFor: ['SDK-STREAM'],
  },
  {
    name: 'the SDK choked',
    exchanges: [made(null, choked)],
    blamed: { 'SDK-CREATE': '/body' },
  },
  {
    name: 'the SDK choked on an earlier answer',
    exchanges: [
      created(asked, [message('Hi.', { id: 'msg_0' })], { response: { id: 'resp_0' } }),
      made(choked),
    ],
    blamed: { 'SDK-CREATE': '/body' },
  },
  {
    name: 'the SDK does not know an event that clients have to ignore',
    exchanges: [
      made({ ...choked, problem: 'Error: Unhandled response stream event: {"type":"acme.progress"}' }),
    ],
    notFor: ['SDK-CREATE'],
  },
  {
    name: 'nothing was done with the SDK',
    exchanges: [created(asked, [message('Hello.')])],
    notFor: ['SDK-CREATE'],
  },
);
