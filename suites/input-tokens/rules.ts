import { numberAt, objectAt } from '../../schemas/json.js';
import { exchanges, twins } from '../engine/judges.js';
import { type Rule, rule } from '../engine/rule.js';
import type { ExchangeView } from '../engine/view.js';

const common = { area: 'input-tokens', needs: ['input-tokens'], dialects: ['openai'] } as const;

const shape = rule({
  ...common,
  id: 'CNT-SHAPE',
  level: 'MUST',
  basis: 'schema',
  title: 'Counting answers with object response.input_tokens and an integer',
  source: {
    dialect: 'openai',
    section: 'TokenCountsResource',
    note: 'object response.input_tokens, input_tokens',
  },
  why: 'Clients decide by this number whether a request fits.',
  fix: 'Answer {"object": "response.input_tokens", "input_tokens": <integer>}.',
  judge: exchanges({
    of: ['count-input-tokens'],
    given: (view) => view.accepted,
    check: (view, report) => {
      for (const violation of view.violations('InputTokenCount', view.answer?.json ?? null)) {
        report({
          pointer: violation.pointer,
          message: `The count does not fit its schema: ${violation.expected}.`,
          expected: violation.expected,
          keyword: violation.keyword,
          cause: violation.schemaPath,
        });
      }
    },
  }),
});

/** Tokens that a create call counted as input, or that counting gave. */
interface Count {
  readonly counting: boolean;
  readonly tokens: number;
}

const matches = rule({
  ...common,
  id: 'CNT-MATCHES',
  level: 'SHOULD',
  basis: 'inferred',
  title: 'Counting gives what usage.input_tokens of the same request says, history and tools included',
  source: {
    dialect: 'openai',
    section: 'POST /responses/input_tokens',
    note: 'the input token count of a request',
  },
  why: 'Clients that fill the context window by the count are refused, or leave room unused.',
  fix: 'Count with the very code that builds the prompt: template, tools, instructions and history included.',
  judge: twins<Count>({
    kind: 'count',
    pick: countOf,
    given: (facts) => facts.some(({ fact }) => fact.counting) && facts.some(({ fact }) => !fact.counting),
    check: (facts, report) => {
      const created = facts.find(({ fact }) => !fact.counting);
      for (const { exchange, fact } of facts) {
        if (created === undefined || !fact.counting || fact.tokens === created.fact.tokens) continue;
        report({
          pointer: '/input_tokens',
          exchange,
          message: `Counting gives ${fact.tokens}, but the same request (${created.exchange}) used ${created.fact.tokens} input tokens.`,
          expected: created.fact.tokens,
          actual: fact.tokens,
        });
      }
    },
  }),
});

function countOf(view: ExchangeView): Count | null {
  if (!view.accepted) return null;
  if (view.exchange.operation === 'count-input-tokens') {
    const tokens = numberAt(view.answer?.json, 'input_tokens');
    return tokens === null ? null : { counting: true, tokens };
  }
  if (view.exchange.operation !== 'create-response') return null;
  const tokens = numberAt(objectAt(view.response?.value, 'usage'), 'input_tokens');
  return tokens === null ? null : { counting: false, tokens };
}

export const inputTokenRules: readonly Rule[] = [shape, matches];
