import { isObject } from '../../schemas/json.js';
import { invalid } from '../../targets/reference/index.js';
import { TransportError } from '../../targets/transport.js';
import { errorAnswer, requestJson, requestText, withText } from './answering.js';
import type { Defect } from './defect.js';

export const robustnessDefects: readonly Defect[] = [
  {
    name: 'body-starts-with-a-brace',
    area: 'robustness',
    symptom: 'A body that does not start with a brace is refused.',
    caughtBy: ['ROB-WHITESPACE'],
    change: {
      request: (request) =>
        /^\s+\{/.test(requestText(request)) ? errorAnswer(400, 'The body is not a JSON object.') : request,
    },
  },
  {
    name: 'model-comes-first',
    area: 'robustness',
    symptom: 'model has to stand in front of input.',
    caughtBy: ['ROB-KEY-ORDER'],
    change: {
      request: (request) => {
        const body = requestJson(request);
        const members = isObject(body) ? Object.keys(body) : [];
        return members.indexOf('input') >= 0 && members.indexOf('model') > members.indexOf('input')
          ? errorAnswer(400, 'No model was chosen yet.')
          : request;
      },
    },
  },
  {
    name: 'escapes-become-question-marks',
    area: 'robustness',
    symptom: 'Escaped characters come out as question marks.',
    caughtBy: ['ROB-ESCAPES'],
    change: {
      request: (request) => {
        const text = requestText(request);
        return text.includes('\\u05') ? withText(request, text.replace(/\\u[0-9a-f]{4}/g, '?')) : request;
      },
    },
  },
  {
    name: 'null-refused',
    area: 'robustness',
    symptom: 'Parameters that are null are refused.',
    caughtBy: ['ROB-NULLS'],
    collateral: 20,
    change: {
      fault: (fault, stage, { body }) =>
        fault === null && stage === 'validate' && Object.values(body ?? {}).includes(null)
          ? invalid(null, 'None is not an allowed value.')
          : fault,
    },
  },
  {
    name: 'default-refused',
    area: 'robustness',
    symptom: 'A request that says stream: false is refused.',
    caughtBy: ['ROB-DEFAULTS'],
    collateral: 20,
    change: {
      fault: (fault, stage, { body }) =>
        fault === null && stage === 'validate' && body?.['stream'] === false
          ? invalid(null, 'Only what differs from the usual is to be sent.')
          : fault,
    },
  },
  {
    name: 'poisoned-by-errors',
    area: 'robustness',
    symptom: 'After a body that was no JSON at all, the next plain request is refused.',
    caughtBy: ['ROB-AFTER-ERROR'],
    change: {
      request: (request, { memory }) => {
        if (requestText(request) === '}{') memory.set('poisoned', true);
        return request;
      },
      fault: (fault, stage, { memory, body }) =>
        fault === null &&
        stage === 'capacity' &&
        Object.keys(body ?? {}).length === 2 &&
        memory.delete('poisoned')
          ? invalid(null, 'Unexpected data.')
          : fault,
    },
  },
  {
    name: 'connection-cut-after-errors',
    area: 'robustness',
    symptom: 'The connection of a refused request is cut under the next one.',
    level: 'SHOULD',
    caughtBy: ['ROB-KEEP-ALIVE'],
    change: {
      request: (request, { memory }) => {
        const text = requestText(request);
        if (text === '}{') memory.set('cut', true);
        else if (memory.has('cut') && !memory.has(text)) {
          memory.set(text, true);
          throw new TransportError('reset', 'the connection was reset');
        }
        return request;
      },
    },
  },
  {
    name: 'slot-lost-on-disconnect',
    area: 'robustness',
    symptom: 'The slot of a client that hung up is never given back.',
    caughtBy: ['ROB-AFTER-DISCONNECT'],
    collateral: 20,
    change: {
      chunks: (chunks, { memory, signal }) => {
        signal.addEventListener('abort', () => memory.set('slot lost', true), { once: true });
        return chunks;
      },
      fault: (fault, stage, { memory, body }) =>
        fault === null && stage === 'capacity' && memory.has('slot lost') && body?.['stream'] !== true
          ? invalid(null, 'No slot is free.')
          : fault,
    },
  },
  {
    name: 'lock-kept-on-half-close',
    area: 'robustness',
    symptom:
      'A request whose client closed its sending side leaves a lock behind, on which the next one fails.',
    caughtBy: ['ROB-AFTER-HALF-CLOSE'],
    change: {
      request: (request, { memory }) => {
        if (request.halfClosed === true) memory.set('locked', true);
        return request;
      },
      fault: (fault, stage, { memory, request, body }) => {
        const isPlain = Object.keys(body ?? {}).length === 2 && request.halfClosed !== true;
        if (fault !== null || stage !== 'capacity' || !isPlain || !memory.delete('locked')) return fault;
        return invalid(null, 'The lock is taken.');
      },
    },
  },
  {
    name: 'invalid-dropped',
    area: 'robustness',
    symptom: 'The connection is cut where the body is no JSON.',
    caughtBy: ['ROB-INVALID-ANSWERED'],
    change: {
      request: (request) => {
        if (requestText(request) === '' || requestJson(request) !== undefined) return request;
        throw new TransportError('reset', 'the connection was reset');
      },
    },
  },
];
