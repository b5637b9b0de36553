import { stringAt } from '../../../schemas/json.js';
import { exchanges, invalidRequests } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import { isDecision } from '../../engine/status.js';
import { notAccepted, reception } from '../../errors/refusal.js';

const versionSource: Rule['source'] = {
  dialect: 'azure-openai',
  section: 'api-version',
  note: 'v1 or preview; v1 where it is absent',
};

const knownVersions = rule({
  id: 'AZ-APIVERSION',
  level: 'MUST',
  basis: 'schema',
  area: 'azure',
  title: 'api-version may be absent, v1 or preview',
  source: versionSource,
  needs: ['api-version'],
  dialects: ['azure-openai'],
  evidence: ['azure/api-version'],
  why: 'The SDKs of Azure send api-version or leave it out, depending on their age; both must reach the service.',
  fix: 'Treat an absent api-version as v1 and accept v1 and preview.',
  judge: exchanges({
    of: ['create-response'],
    given: ({ exchange, status }) =>
      exchange.intent.step === 'known-version' && isDecision(status) && status !== 401,
    check: (view, report) => {
      if (view.accepted) return;
      const version = view.exchange.request.query.find(([name]) => name === 'api-version')?.[1] ?? '(absent)';
      report({
        pointer: '/status',
        message: `api-version ${version} is answered ${view.status}`,
        expected: 200,
        actual: view.status,
        cause: version,
      });
    },
  }),
});

const unknownVersion = rule({
  id: 'AZ-APIVERSION-UNKNOWN',
  level: 'MUST',
  basis: 'schema',
  area: 'azure',
  title: 'An api-version that does not exist is refused',
  source: versionSource,
  needs: ['api-version'],
  dialects: ['azure-openai'],
  evidence: ['azure/api-version'],
  why: 'Whoever pins a version that was withdrawn gets the behaviour of another one.',
  fix: 'Answer 400 or 404 where api-version is none of the published ones.',
  judge: invalidRequests({
    given: ({ exchange, status }) =>
      exchange.intent.violation?.keyword === 'unknown-version' && isDecision(status),
    check: (view, report) => {
      if (view.status >= 400) return;
      report({
        pointer: '/status',
        message: 'an api-version that does not exist is accepted',
        expected: '400 or 404',
        actual: view.status,
      });
    },
  }),
});

const agentType = rule({
  id: 'FD-AGENT-TYPE',
  level: 'MUST',
  basis: 'schema',
  area: 'azure',
  title: 'An agent_reference of another type, or without a name, is refused',
  source: {
    dialect: 'azure-foundry',
    section: 'agent_reference',
    note: 'type is agent_reference, name is required',
  },
  needs: ['agents'],
  dialects: ['azure-foundry'],
  evidence: ['azure/faulty-agent'],
  why: 'The request is answered by the bare model instead of the agent, without its instructions and tools.',
  fix: 'Validate type and name of agent_reference and answer 400.',
  judge: notAccepted({
    given: ({ pointer }) => pointer.startsWith('/agent_reference'),
    message: ({ expectation }) => `a faulty agent_reference is accepted (${expectation})`,
    cause: ({ keyword }) => keyword,
  }),
});

const structuredInputs = rule({
  id: 'FD-STRUCTURED-INPUTS',
  level: 'SHOULD',
  basis: 'prose',
  area: 'azure',
  title: 'structured_inputs may hold values of every type',
  source: {
    dialect: 'azure-foundry',
    section: 'structured_inputs',
    note: 'a free map that feeds prompt templates and tool arguments',
  },
  needs: ['structured-inputs'],
  dialects: ['azure-foundry'],
  evidence: ['azure/structured-inputs'],
  why: 'Agents fill templates with numbers, lists and objects, not with texts alone.',
  fix: 'Accept any JSON value under each name.',
  judge: exchanges({
    of: ['create-response'],
    given: (view) =>
      view.exchange.intent.validity !== 'invalid' &&
      view.body?.['structured_inputs'] !== undefined &&
      reception(view) !== null,
    check: (view, report) => {
      if (view.accepted) return;
      report({
        pointer: '/status',
        message: `structured_inputs is answered ${view.status}`,
        expected: 200,
        actual: view.status,
      });
    },
  }),
});

const unknownPrompt = rule({
  id: 'REQ-PROMPT-UNKNOWN',
  level: 'MUST',
  basis: 'inferred',
  area: 'azure',
  title: 'A prompt template that does not exist is refused',
  source: { dialect: 'openai', section: 'prompt', note: 'id names a stored prompt template' },
  needs: ['prompt-templates'],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  evidence: ['azure/unknown-prompt'],
  why: 'The request is answered without the instructions that the template was to give.',
  fix: 'Look the template up, and answer 400 or 404 with param prompt where there is none.',
  judge: invalidRequests({
    // A server that ignores prompt does not have templates; only a declaration makes that a fault.
    given: (view) =>
      view.exchange.intent.violation?.keyword === 'unknown-prompt' &&
      view.target.capabilities['prompt-templates'] === true &&
      reception(view) !== null,
    check: (view, report) => {
      if (!view.accepted) return;
      report({
        pointer: '/status',
        message: 'a prompt template that does not exist is accepted',
        expected: '400 or 404',
        actual: stringAt(view.response?.value, 'status') ?? view.status,
      });
    },
  }),
});

export const requestRules: readonly Rule[] = [
  knownVersions,
  unknownVersion,
  agentType,
  structuredInputs,
  unknownPrompt,
];
