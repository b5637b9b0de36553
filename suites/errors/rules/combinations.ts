import type { CapabilityName } from '../../../targets/capability.js';
import { type Rule, rule } from '../../engine/rule.js';
import { notAccepted } from '../refusal.js';

interface Combination {
  readonly id: string;
  readonly level: Rule['level'];
  readonly basis: Rule['basis'];
  readonly title: string;
  readonly source: Rule['source'];
  readonly needs: readonly CapabilityName[];
  readonly dialects?: Rule['dialects'];
  /** Whether a violation is this one. */
  readonly keyword: string;
  readonly pointer: RegExp;
  readonly why: string;
  readonly fix: string;
}

const combinations: readonly Combination[] = [
  {
    id: 'REQ-STREAMOPT-STREAM',
    level: 'MUST',
    basis: 'prose',
    title: 'stream_options without stream: true is refused',
    source: { dialect: 'openai', section: 'stream_options', note: 'only to be set when stream is true' },
    needs: ['obfuscation'],
    dialects: ['openai', 'azure-openai', 'azure-foundry'],
    keyword: 'needs-stream',
    pointer: /^\/stream_options$/,
    why: 'A caller who forgot stream: true waits for events that never come.',
    fix: 'Answer 400 with param stream_options where stream is not true.',
  },
  {
    id: 'REQ-PREV-XOR-CONV',
    level: 'MUST',
    basis: 'prose',
    title: 'previous_response_id together with conversation is refused',
    source: {
      dialect: 'openai',
      section: 'previous_response_id',
      note: 'cannot be used in conjunction with conversation',
    },
    needs: ['previous-response', 'conversations'],
    dialects: ['openai', 'azure-openai', 'azure-foundry'],
    keyword: 'mutually-exclusive',
    pointer: /^\/(previous_response_id|conversation)$/,
    why: 'One of the two histories is dropped in silence, and it is not said which.',
    fix: 'Answer 400 where both are given.',
  },
  {
    id: 'REQ-MCP-ONEOF',
    level: 'MUST',
    basis: 'prose',
    title: 'An mcp tool that names no server is refused',
    source: {
      dialect: 'openai',
      section: 'tools.mcp',
      note: 'one of server_url, connector_id or tunnel_id is to be given',
    },
    needs: ['hosted-tools'],
    dialects: ['openai', 'azure-openai', 'azure-foundry'],
    keyword: 'one-of-required',
    pointer: /^\/tools\/0$/,
    why: 'The model answers without the tools that the caller believes it has.',
    fix: 'Check that server_url, connector_id or tunnel_id is there, and answer 400 with param tools.',
  },
  {
    id: 'INC-UNKNOWN',
    level: 'SHOULD',
    basis: 'schema',
    title: 'An unknown value in include is refused',
    source: { dialect: 'openai', section: 'include', note: 'a closed set of values' },
    needs: [],
    dialects: ['openai', 'open-responses'],
    keyword: 'enum',
    pointer: /^\/include\/\d+$/,
    why: 'A misspelt value is dropped, and the data is missing where it is needed.',
    fix: 'Compare with the values of the schema, and answer 400 with param include.',
  },
];

/** Members that exclude or need one another, and values of a set that some sources leave open. */
export const combinationRules: readonly Rule[] = combinations.map(
  ({ id, level, basis, title, source, needs, dialects, keyword, pointer, why, fix }) =>
    rule({
      id,
      level,
      basis,
      area: 'errors',
      title,
      source,
      needs,
      ...(dialects === undefined ? {} : { dialects }),
      evidence: ['errors/combinations', 'errors/unknown-values'],
      why,
      fix,
      judge: notAccepted({
        given: (violation, { exchange }) =>
          exchange.operation === 'create-response' &&
          violation.keyword === keyword &&
          pointer.test(violation.pointer),
        message: ({ expectation }) => `a request that may not be answered is accepted (${expectation})`,
      }),
    }),
);
