import { linked, toBeRefused } from '../../engine/judges.js';
import { rule } from '../../engine/rule.js';
import { isSuccess, isVerdict } from '../../engine/status.js';
import {
  type Creation,
  creationIn,
  responseFacts,
  shortRefusal,
  type Use,
  usesIn,
} from '../response-links.js';
import { storingDialects } from '../storing-dialects.js';

/** Judges whether turns that continue from a response made in one way were accepted. */
function continuable(parts: {
  readonly made: (creation: Creation) => boolean;
  readonly turn?: (use: Use) => boolean;
  readonly how: string;
}) {
  const turns = (facts: Parameters<typeof usesIn>[0]) =>
    usesIn(facts, 'continue').filter(
      ({ fact }) =>
        fact.valid &&
        isVerdict(fact.status) &&
        !blamesAnotherMember(fact) &&
        (parts.turn === undefined || parts.turn(fact)),
    );
  return linked({
    pick: responseFacts,
    given: (facts) => {
      const creation = creationIn(facts);
      return creation !== null && parts.made(creation.fact) && turns(facts).length > 0;
    },
    check: (facts, report) => {
      for (const { exchange, fact } of turns(facts)) {
        if (isSuccess(fact.status)) continue;
        report({
          pointer: '/status',
          exchange,
          message: `A turn that continues from ${parts.how} was answered ${shortRefusal(fact)}.`,
          expected: 200,
          actual: fact.status,
        });
      }
    },
  });
}

// A turn that is refused for something else that it holds says nothing about where it continues from.
function blamesAnotherMember({ error }: Use): boolean {
  const param = error?.['param'];
  return typeof param === 'string' && !/^(previous_response_id|input)/.test(param);
}

const continueFix =
  'Look previous_response_id up under the id that the earlier answer carried, as soon as that answer has ended.';

const continuesFromJson = rule({
  id: 'REQ-PREV-KNOWN',
  level: 'MUST',
  basis: 'prose',
  area: 'state',
  title: 'The id of a stored response is accepted as previous_response_id at once',
  source: {
    dialect: 'openai',
    section: 'CreateResponse.previous_response_id',
    note: 'the id of the previous response',
  },
  needs: ['previous-response'],
  why: 'Clients continue conversations by the id of the last answer: the second turn already fails.',
  fix: continueFix,
  judge: continuable({
    made: ({ store, streamed, background }) => store !== false && !streamed && !background,
    turn: ({ tools }) => !tools,
    how: 'a stored response',
  }),
});

const continuesFromStream = rule({
  id: 'REQ-PREV-STREAMED',
  level: 'MUST',
  basis: 'inferred',
  area: 'state',
  title: 'The id that a stream carried is accepted as previous_response_id when the stream has ended',
  source: {
    dialect: 'openai',
    section: 'CreateResponse.previous_response_id',
    note: 'says nothing of the mode',
  },
  needs: ['previous-response', 'streaming'],
  why: 'Clients that stream their turns lose the conversation after the first one.',
  fix: 'Store streamed responses as JSON ones, under the id of response.created, before response.completed is sent.',
  judge: continuable({
    made: ({ store, streamed, background }) => store !== false && streamed && !background,
    turn: ({ tools }) => !tools,
    how: 'a streamed response',
  }),
});

const continuesWithTools = rule({
  id: 'REQ-PREV-TOOLS',
  level: 'MUST',
  basis: 'inferred',
  area: 'state',
  title: 'previous_response_id and tools can be used in one request',
  source: { dialect: 'openai', section: 'CreateResponse', note: 'the two members do not exclude each other' },
  needs: ['previous-response', 'tools'],
  evidence: ['state/*', 'tools/*'],
  why: 'Agents send their tools with every turn: SDKs repeat the request three times and give up.',
  fix: 'Resolve previous_response_id before the tools are handled, and do not let one path forget the other.',
  judge: continuable({
    made: ({ store, background }) => store !== false && !background,
    turn: ({ tools }) => tools,
    how: 'a stored response and offers tools',
  }),
});

const continuesFromBackground = rule({
  id: 'REQ-PREV-BG',
  dialects: storingDialects,
  level: 'MUST',
  basis: 'inferred',
  area: 'state',
  title: 'The id of a finished background response is accepted as previous_response_id',
  source: {
    dialect: 'openai',
    section: 'CreateResponse.previous_response_id',
    note: 'says nothing of background',
  },
  needs: ['previous-response', 'background'],
  evidence: ['background/*'],
  why: 'Long answers are made in the background; the conversation cannot go on from them.',
  fix: 'Keep background responses where previous_response_id is looked up.',
  judge: continuable({
    made: ({ background }) => background,
    how: 'a background response',
  }),
});

const unknownPrevious = rule({
  id: 'REQ-PREV-UNKNOWN',
  level: 'MUST',
  basis: 'inferred',
  area: 'state',
  title: 'A previous_response_id that is not known is refused',
  source: {
    dialect: 'open-responses',
    section: 'previous_response_id',
    note: 'fails with previous_response_not_found',
  },
  needs: ['previous-response'],
  why: 'The turn runs without the history that the client believes in, and nobody notices.',
  fix: 'Answer 400 (or 404) with code previous_response_not_found and param previous_response_id.',
  judge: toBeRefused({
    given: ({ exchange }) =>
      exchange.intent.violation?.pointer === '/previous_response_id' &&
      exchange.intent.violation.keyword === 'unknown-id',
    saidInStream: ({ stream }) =>
      stream !== null && (stream.terminal?.type === 'response.failed' || stream.error !== null),
    message: (status, { accepted }) =>
      accepted
        ? 'A previous_response_id that was never given out was accepted.'
        : `A previous_response_id that was never given out was answered ${status}.`,
  }),
});

/** Which ids are accepted as previous_response_id. */
export const continuationRules = [
  continuesFromJson,
  continuesFromStream,
  continuesWithTools,
  continuesFromBackground,
  unknownPrevious,
];
