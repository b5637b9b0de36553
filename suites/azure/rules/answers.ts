import { isObject, type JsonObject, objectAt, objectsAt, stringAt } from '../../../schemas/json.js';
import type { Report } from '../../engine/judge.js';
import { exchanges, finalResponses, responses } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';

const requestId = rule({
  id: 'AZ-REQUEST-ID',
  level: 'SHOULD',
  basis: 'schema',
  area: 'azure',
  title: 'Every answer carries apim-request-id',
  source: { dialect: 'azure-openai', section: 'headers', note: 'apim-request-id on answers' },
  needs: [],
  wire: true,
  dialects: ['azure-openai'],
  evidence: ['azure/*', 'create/plain'],
  why: 'Without it nobody can find the request in the logs of the service.',
  fix: 'Give each request an id, send it back in apim-request-id, and pass it on in gateways.',
  judge: exchanges({
    given: (view) => view.answer !== null && view.exchange.operation !== 'other',
    check: (view, report) => {
      if ((view.header('apim-request-id') ?? '') !== '') return;
      report({
        pointer: '/headers/apim-request-id',
        message: 'the answer has no apim-request-id',
        expected: 'an id',
        actual: null,
      });
    },
  }),
});

const contentFilters = rule({
  id: 'AZ-CONTENT-FILTERS',
  level: 'MUST',
  basis: 'schema',
  area: 'azure',
  title: 'Each entry of content_filters says what was looked at, what was found, and whether it was blocked',
  source: {
    dialect: 'azure-openai',
    section: 'Response.content_filters',
    note: 'entries with blocked, source_type, content_filter_results; Azure OpenAI adds content_filter_offsets. The wire has null too',
  },
  needs: [],
  dialects: ['azure-openai', 'azure-foundry'],
  evidence: ['azure/*', 'create/plain'],
  why: 'Applications decide by these entries what they show and what they report.',
  fix: 'Write blocked, source_type and content_filter_results into every entry, for the prompt and for the completion.',
  judge: responses({
    given: ({ value }) => (value['content_filters'] ?? null) !== null,
    check: ({ pointer, value }, report, view) => {
      const filters = value['content_filters'];
      const place = `${pointer}/content_filters`;
      if (!Array.isArray(filters)) {
        report({
          pointer: place,
          message: 'content_filters is not a list',
          expected: 'a list',
          actual: filters,
        });
        return;
      }
      const offsets = view.dialect.name === 'azure-openai';
      for (const [index, entry] of filters.entries()) {
        if (isObject(entry)) checkFilter(entry, `${place}/${index}`, offsets, report);
        else report({ pointer: `${place}/${index}`, message: 'an entry is not an object', actual: entry });
      }
    },
  }),
});

function checkFilter(entry: JsonObject, place: string, offsets: boolean, report: Report): void {
  const wrong: [member: string, expected: string][] = [];
  if (typeof entry['blocked'] !== 'boolean') wrong.push(['blocked', 'true or false']);
  if (typeof entry['source_type'] !== 'string') wrong.push(['source_type', 'prompt or completion']);
  if (!isObject(entry['content_filter_results'])) wrong.push(['content_filter_results', 'an object']);
  if (offsets && !isObject(entry['content_filter_offsets']))
    wrong.push(['content_filter_offsets', 'an object']);
  for (const [member, expected] of wrong) {
    report({
      pointer: `${place}/${member}`,
      message: `an entry of content_filters has no ${member}`,
      expected,
      actual: entry[member],
    });
  }
}

const agentEcho = rule({
  id: 'FD-AGENTREF-ECHO',
  level: 'MUST',
  basis: 'schema',
  area: 'azure',
  title: 'agent_reference names the agent that answered, and is null where there was none',
  source: {
    dialect: 'azure-foundry',
    section: 'Response.agent_reference',
    note: 'required; null when no agent was used',
  },
  needs: [],
  dialects: ['azure-foundry'],
  evidence: ['azure/*', 'create/plain'],
  why: 'Whoever routes and bills by agent books the answer to the wrong one.',
  fix: 'Copy agent_reference of the request into the response; null where the request has none.',
  judge: finalResponses({
    of: ['create-response'],
    given: (_, view) => view.body !== null && view.body['previous_response_id'] === undefined,
    check: ({ pointer, value }, report, view) => {
      const shown = value['agent_reference'];
      const asked = objectAt(view.body ?? undefined, 'agent_reference');
      const name = stringAt(asked ?? undefined, 'name');
      const fits = asked === null ? shown === null : stringAt(shown, 'name') === name;
      if (fits) return;
      report({
        pointer: `${pointer}/agent_reference`,
        message:
          asked === null
            ? 'no agent was asked for, and agent_reference is not null'
            : 'agent_reference does not name the agent that was asked for',
        expected: asked,
        actual: shown,
        // One that is missing is another fault than one that is wrong.
        cause: typeof shown,
      });
    },
  }),
});

const itemOrigin = rule({
  id: 'FD-ITEM-ORIGIN',
  level: 'SHOULD',
  basis: 'schema',
  area: 'azure',
  title: 'An output item that names its response names the one that it came in',
  source: {
    dialect: 'azure-foundry',
    section: 'OutputItem',
    note: 'items may carry response_id and agent_reference',
  },
  needs: [],
  dialects: ['azure-foundry'],
  evidence: ['azure/*', 'create/plain'],
  why: 'Clients that group items by response_id attach them to the wrong turn.',
  fix: 'Set response_id of an item to the id of the response that made it, or leave it out.',
  judge: finalResponses({
    given: ({ value }) => originsOf(value).length > 0,
    check: ({ pointer, value }, report) => {
      const id = stringAt(value, 'id');
      for (const { index, origin } of originsOf(value)) {
        if (origin === id) continue;
        report({
          pointer: `${pointer}/output/${index}/response_id`,
          message: 'an output item names another response than the one it came in',
          expected: id,
          actual: origin,
        });
      }
    },
  }),
});

export const answerRules: readonly Rule[] = [requestId, contentFilters, agentEcho, itemOrigin];

function originsOf(response: JsonObject): readonly { readonly index: number; readonly origin: string }[] {
  return objectsAt(response, 'output').flatMap(({ index, value }) => {
    const origin = stringAt(value, 'response_id');
    return origin === null ? [] : [{ index, origin }];
  });
}
