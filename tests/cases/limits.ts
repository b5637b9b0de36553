import type { JsonObject } from '../../schemas/json.js';
import type { Intent, Violation } from '../../targets/exchange.js';
import { cases } from './case.js';
import { message } from './output.js';
import { answered, created, refused } from './traffic.js';

const asked = { model: 'm', input: 'Hi.' };
const answer = [message('Hello.')];
const inclusive = 'LIM-BOUNDS-INCLUSIVE';

const tooLong: Violation = {
  in: 'body',
  pointer: '/metadata/name',
  keyword: 'maxLength',
  expectation: 'at most 512 characters',
  level: 'MUST',
};
const unknownType: Violation = {
  in: 'body',
  pointer: '/context_management/0/type',
  keyword: 'enum',
  expectation: 'one of compaction',
  level: 'MUST',
};
const tooLarge = {
  error: {
    message: 'metadata is too large',
    type: 'invalid_request_error',
    param: 'metadata',
    code: null,
  },
};
const managed = { ...asked, context_management: [{ type: 'forgetting' }] };

function wrong(violation: Violation): { readonly intent: Partial<Intent> } {
  return { intent: { validity: 'invalid', violation } };
}

function about(bound: string, changes: Partial<Intent> = {}): { readonly intent: Partial<Intent> } {
  return { intent: { notes: { bound, field: 'metadata' }, ...changes } };
}

/** A request with metadata of a length, and how it is answered. */
function metadata(length: number): JsonObject {
  return { ...asked, metadata: { name: 'x'.repeat(length) } };
}

function taken(length: number, id: string, intent: { readonly intent: Partial<Intent> }) {
  return created(metadata(length), [message('Hello.', { id: `msg_${id}` })], { response: { id }, ...intent });
}

function turnedDown(length: number, intent: { readonly intent: Partial<Intent> }) {
  return refused(metadata(length), 400, tooLarge, intent);
}

export const limitCases = cases(
  {
    name: 'a value over its limit is accepted',
    exchanges: [taken(513, 'resp_1', wrong(tooLong))],
    blamed: { 'REQ-METADATA-LIMITS': '/status' },
  },
  {
    name: 'what is wrong with a conversation is no limit of a response',
    exchanges: [
      answered(
        'POST',
        '/conversations',
        { metadata: { name: 'x'.repeat(513) } },
        400,
        tooLarge,
        wrong(tooLong),
      ),
    ],
    notFor: ['REQ-METADATA-LIMITS'],
  },
  {
    name: 'a server may not know a parameter that no answer shows',
    exchanges: [created(managed, answer, wrong(unknownType))],
    notFor: ['REQ-CTXMGMT-TYPE'],
  },
  {
    name: 'a server that declares context management has to check it',
    exchanges: [created(managed, answer, wrong(unknownType))],
    target: { capabilities: { 'context-management': true } },
    blamed: { 'REQ-CTXMGMT-TYPE': '/status' },
  },
  {
    name: 'a value at its bound is refused',
    exchanges: [taken(100, 'resp_1', about('inside')), turnedDown(512, about('edge'))],
    blamed: { [inclusive]: '/status' },
  },
  {
    name: 'a value at its bound is accepted, whatever becomes of one inside',
    exchanges: [
      taken(100, 'resp_1', about('inside')),
      turnedDown(101, about('inside')),
      taken(512, 'resp_2', about('edge')),
    ],
    passed: [inclusive],
  },
  {
    name: 'a value at its bound cannot be compared with one inside that is refused',
    exchanges: [turnedDown(100, about('inside')), turnedDown(512, about('edge'))],
    notFor: [inclusive],
  },
  {
    name: 'a value at its bound in a request that is wrong otherwise may be refused',
    exchanges: [
      taken(100, 'resp_1', about('inside')),
      turnedDown(512, about('edge', { validity: 'invalid' })),
    ],
    notFor: [inclusive],
  },
  {
    name: 'a bound of nothing in particular tells nothing',
    exchanges: [
      created(metadata(100), answer, { intent: { notes: { bound: 'inside' } } }),
      turnedDown(512, { intent: { notes: { bound: 'edge' } } }),
    ],
    notFor: [inclusive],
  },
);
