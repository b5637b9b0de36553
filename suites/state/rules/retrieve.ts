import {
  isObject,
  type JsonObject,
  type JsonValue,
  jsonEqual,
  jsonIncludes,
  objectsAt,
  pointer,
} from '../../../schemas/json.js';
import type { Report } from '../../engine/judge.js';
import { linked } from '../../engine/judges.js';
import { rule } from '../../engine/rule.js';
import { isSuccess, isVerdict } from '../../engine/status.js';
import {
  type Creation,
  creationIn,
  isFinished,
  responseFacts,
  shortRefusal,
  usesIn,
} from '../response-links.js';
import { storingDialects } from '../storing-dialects.js';

/** Judges whether plain GETs of stored responses that were made in one way found them. */
function retrievable(made: (creation: Creation) => boolean, how: string) {
  return linked({
    pick: responseFacts,
    given: (facts) => {
      const creation = creationIn(facts);
      return creation !== null && made(creation.fact) && plainRetrievals(facts).length > 0;
    },
    check: (facts, report) => {
      for (const { exchange, fact } of plainRetrievals(facts)) {
        if (isSuccess(fact.status)) continue;
        report({
          pointer: '/status',
          exchange,
          message: `The response, created ${how}, cannot be retrieved: GET was answered ${shortRefusal(fact)}.`,
          expected: 200,
          actual: fact.status,
        });
      }
    },
  });
}

function plainRetrievals(facts: Parameters<typeof usesIn>[0]) {
  return usesIn(facts, 'retrieve').filter(
    ({ fact }) => fact.valid && !fact.queried && isVerdict(fact.status),
  );
}

const retrievalFix =
  'Store every response whose request does not say store: false under the id that its answer carries, before the answer ends.';

const storedByDefault = rule({
  id: 'REQ-STORE-DEFAULT',
  dialects: storingDialects,
  level: 'MUST',
  basis: 'schema',
  area: 'state',
  title: 'A response whose request does not mention store can be retrieved by its id',
  source: { dialect: 'openai', section: 'CreateResponse.store', note: 'store defaults to true' },
  needs: ['state'],
  why: 'Clients rely on the default: their next turn or their GET by id fails with 404.',
  fix: retrievalFix,
  judge: retrievable(
    ({ store, background, streamed }) => store === null && !background && !streamed,
    'without mentioning store',
  ),
});

const storedWhenAsked = rule({
  id: 'GET-STORED',
  dialects: storingDialects,
  level: 'MUST',
  basis: 'prose',
  area: 'state',
  title: 'A response created with store: true can be retrieved by its id as soon as the answer has ended',
  source: { dialect: 'openai', section: 'CreateResponse.store', note: 'stored for later retrieval via API' },
  needs: ['state'],
  why: 'Clients keep only the id: what they asked to be kept is lost.',
  fix: retrievalFix,
  judge: retrievable(
    ({ store, background, streamed }) => store === true && !background && !streamed,
    'with store: true',
  ),
});

const streamedIsStored = rule({
  id: 'GET-STORED-STREAM',
  dialects: storingDialects,
  level: 'MUST',
  basis: 'inferred',
  area: 'state',
  title: 'A streamed response is stored like any other and can be retrieved when the stream has ended',
  source: {
    dialect: 'openai',
    section: 'CreateResponse.store',
    note: 'store says nothing of the mode of the answer',
  },
  needs: ['state', 'streaming'],
  why: 'Most clients stream; an id that only non-streamed answers can be retrieved by is of no use to them.',
  fix: 'Store the response when its stream ends, before the terminal event is sent, exactly as in JSON mode.',
  judge: retrievable(
    ({ store, background, streamed }) => store !== false && !background && streamed,
    'as a stream',
  ),
});

const storeFalseNotKept = rule({
  id: 'REQ-STORE-FALSE-GET',
  dialects: storingDialects,
  level: 'SHOULD',
  basis: 'inferred',
  area: 'state',
  title: 'A response created with store: false cannot be retrieved',
  source: {
    dialect: 'openai',
    section: 'CreateResponse.store',
    note: 'store says whether to keep it for later retrieval',
  },
  needs: ['state'],
  why: 'Users turn storing off to keep their data from being kept.',
  fix: 'Do not keep responses whose request says store: false; answer 404 to their ids.',
  judge: linked({
    pick: responseFacts,
    given: (facts) =>
      creationIn(facts)?.fact.store === false &&
      usesIn(facts, 'retrieve').some(({ fact }) => isVerdict(fact.status)),
    check: (facts, report) => {
      for (const { exchange, fact } of usesIn(facts, 'retrieve')) {
        if (!isSuccess(fact.status)) continue;
        report({
          pointer: '/status',
          exchange,
          message: 'The response was created with store: false, and yet GET gives it back.',
          expected: 404,
          actual: fact.status,
        });
      }
    },
  }),
});

const retrievedEqualsCreated = rule({
  id: 'GET-SAME',
  dialects: storingDialects,
  level: 'MUST',
  basis: 'inferred',
  area: 'state',
  title: 'GET returns the response that the create call ended with: same status, output, usage and details',
  source: {
    dialect: 'openai',
    section: 'GET /responses/{id}',
    note: 'returns the response object of that id',
  },
  needs: ['state'],
  why: 'Clients that poll, resume or reload a page show another answer than the one that was given.',
  fix: 'Store the final Response object, usage included, and return that very object, whether it was answered as JSON or streamed.',
  judge: linked({
    pick: responseFacts,
    given: (facts) => laterRetrievals(facts).length > 0,
    check: (facts, report) => {
      for (const { created, exchange, response } of laterRetrievals(facts))
        compare(created, response, exchange, report);
    },
  }),
});

// What is known to be looked at after the end must show the end; of other traffic only final states are compared.
function laterRetrievals(facts: Parameters<typeof usesIn>[0]) {
  const created = creationIn(facts)?.fact.response ?? null;
  if (!isFinished(created)) return [];
  return usesIn(facts, 'retrieve').flatMap(({ exchange, fact }) =>
    fact.response !== null && (fact.valid || isFinished(fact.response))
      ? [{ created, exchange, response: fact.response }]
      : [],
  );
}

const comparedMembers = ['id', 'object', 'status', 'created_at', 'incomplete_details', 'error', 'metadata'];

function compare(created: JsonObject, retrieved: JsonObject, exchange: string, report: Report): void {
  const differ = (at: string, expected: JsonValue | undefined, actual: JsonValue | undefined) =>
    report({
      pointer: at,
      exchange,
      message: `GET shows another ${at.slice(1).replaceAll('/', '.')} than the create call ended with.`,
      expected: expected ?? null,
      actual: actual ?? null,
    });
  for (const member of comparedMembers) {
    if (!jsonEqual(created[member] ?? null, retrieved[member] ?? null))
      differ(pointer(member), created[member], retrieved[member]);
  }
  if (!jsonEqual(countsOf(created['usage']), countsOf(retrieved['usage'])))
    differ('/usage', created['usage'], retrieved['usage']);
  const before = objectsAt(created, 'output');
  const after = objectsAt(retrieved, 'output');
  if (before.length !== after.length) {
    differ(
      '/output',
      before.map(({ value }) => value['type'] ?? null),
      after.map(({ value }) => value['type'] ?? null),
    );
    return;
  }
  for (const [index, { value }] of before.entries()) {
    const found = after[index]?.value;
    if (!jsonIncludes(essence(found), essence(value))) differ(pointer('output', index), value, found);
  }
}

// What `include` decides about, and what services encrypt anew each time, may differ between two looks at an item.
const variable = new Set([
  'encrypted_content',
  'logprobs',
  'results',
  'outputs',
  'annotations',
  'sources',
  'result',
  'image_url',
  'internal_chat_message_metadata_passthrough',
]);

function essence(value: JsonValue | undefined): JsonValue {
  if (Array.isArray(value)) return value.map((entry: JsonValue) => essence(entry));
  if (!isObject(value)) return value ?? null;
  return Object.fromEntries(
    Object.entries(value).flatMap(([member, inner]) =>
      variable.has(member) || inner === null ? [] : [[member, essence(inner)]],
    ),
  );
}

function countsOf(usage: JsonValue | undefined): JsonValue {
  if (!isObject(usage)) return null;
  const { input_tokens = null, output_tokens = null, total_tokens = null } = usage;
  return { input_tokens, output_tokens, total_tokens };
}

export const retrieveRules = [
  storedByDefault,
  storedWhenAsked,
  streamedIsStored,
  storeFalseNotKept,
  retrievedEqualsCreated,
];
