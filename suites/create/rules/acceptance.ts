import { objectAt, stringAt } from '../../../schemas/json.js';
import { exchanges, twins } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import { isSuccess } from '../../engine/status.js';
import type { ExchangeView } from '../../engine/view.js';
import { wronglyRefused } from '../request-features.js';

// Who is asked, with what right, and how much is going on are other rules' matters.
const otherMatters = new Set([401, 402, 403, 408, 413, 429, 451, 503]);

/** Steps of sessions whose refusal another rule is about. */
const ownRuleSteps = new Set<string | null>(['tool-result', 'reasoning-replayed']);

function isPlainValidCreate(view: ExchangeView): boolean {
  const { exchange, answer, body, target } = view;
  return (
    exchange.operation === 'create-response' &&
    exchange.intent.validity === 'valid' &&
    exchange.intent.user === 'first' &&
    !ownRuleSteps.has(exchange.intent.step) &&
    body !== null &&
    (target.model === null || body['model'] === undefined || body['model'] === target.model) &&
    answer !== null &&
    !otherMatters.has(answer.status) &&
    !refusesContent(view)
  );
}

// Too long for the model, or against a content policy: what is refused is what was said, not how it was put.
function refusesContent(view: ExchangeView): boolean {
  const code = stringAt(view.error?.value, 'code');
  const message = stringAt(view.error?.value, 'message');
  return /context_length|context window|too long|maximum context|content.?(filter|policy|management)|invalid_prompt|moderation_blocked|responsible.?ai|safety (?:system|policy)/i.test(
    `${code} ${message}`,
  );
}

export const validAccepted = rule({
  id: 'REQ-VALID-ACCEPTED',
  level: 'MUST',
  basis: 'prose',
  area: 'create',
  title: 'a valid request is not refused, unless for something optional that the server does not offer',
  source: {
    dialect: 'all',
    section: 'CreateResponse',
    note: 'input is a string or items of every role; instructions, text.format and all other members are optional',
  },
  needs: [],
  why: 'SDKs and agents send every published form: a string or items, roles in any order, text without a format, no instructions.',
  fix: 'Accept the request as it stands; where a member is optional and not offered, refuse it with 400 and name it in param.',
  judge: exchanges({
    given: (view) => isPlainValidCreate(view) && (view.accepted || isClientError(view)) && isDecidable(view),
    check: (view, report) => {
      const { answer, exchange } = view;
      if (view.accepted || answer === null) return;
      const blame = wronglyRefused(view);
      const sent = stringAt(exchange.intent.notes, 'feature') ?? 'a valid request';
      report({
        pointer: '/status',
        message: `${sent} is refused${blame === 'declared' ? ' although what it uses is declared to be offered' : ''}`,
        expected: '2xx',
        actual: answer.status,
        cause: sent,
        excerpt: [answer.text.slice(0, 300)],
      });
    },
  }),
});

function isClientError(view: ExchangeView): boolean {
  const { status } = view;
  return status >= 400 && status < 500;
}

function isDecidable(view: ExchangeView): boolean {
  return view.accepted || wronglyRefused(view) !== null;
}

export const stringIsUserMessage = rule({
  id: 'REQ-INPUT-STRING',
  level: 'MUST',
  basis: 'prose',
  area: 'create',
  title: 'a string as input equals one user message with that text',
  source: {
    dialect: 'openai',
    section: 'CreateResponse.input',
    note: 'a text input, equivalent to a text input with the user role',
  },
  needs: [],
  evidence: ['create/string-and-message'],
  why: 'Half of all clients send a string; taken for something else it loses the chat template or the prompt.',
  fix: 'Turn a string into [{ "type": "message", "role": "user", "content": [{ "type": "input_text", "text": … }] }] on arrival.',
  judge: twins({
    kind: 'message-form',
    pick: (view) =>
      view.exchange.scenario === 'create/string-and-message' &&
      view.answer !== null &&
      !otherMatters.has(view.answer.status)
        ? {
            form: typeof view.body?.['input'] === 'string' ? 'string' : 'message',
            status: view.answer.status,
            tokens: objectAt(view.response?.value, 'usage')?.['input_tokens'] ?? null,
          }
        : null,
    check: (facts, report) => {
      const string = facts.find(({ fact }) => fact.form === 'string');
      const message = facts.find(({ fact }) => fact.form === 'message');
      if (string === undefined || message === undefined) return;
      if (isSuccess(string.fact.status) !== isSuccess(message.fact.status)) {
        const refused = isSuccess(string.fact.status) ? message : string;
        report({
          exchange: refused.exchange,
          pointer: '/status',
          message: `the ${refused.fact.form} form of the same input is refused, the other is not`,
          expected: '2xx',
          actual: refused.fact.status,
        });
        return;
      }
      const [one, other] = [string.fact.tokens, message.fact.tokens];
      if (typeof one !== 'number' || typeof other !== 'number') return;
      // The same text in the same template: a few tokens of difference are a matter of counting, more is another input.
      if (Math.abs(one - other) > Math.max(8, 0.25 * Math.max(one, other))) {
        report({
          exchange: string.exchange,
          pointer: '/usage/input_tokens',
          message: 'the same text is counted quite differently as a string and as a user message',
          expected: other,
          actual: one,
        });
      }
    },
  }),
});

export const userAccepted = rule({
  id: 'REQ-USER-DEPRECATED',
  level: 'SHOULD',
  basis: 'prose',
  area: 'create',
  title: 'the deprecated member user is still accepted',
  source: {
    dialect: 'openai',
    section: 'CreateResponse.user',
    note: 'being replaced by safety_identifier and prompt_cache_key',
  },
  needs: [],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  evidence: ['echo/*', 'create/*'],
  why: 'Frameworks still fill in user for every request.',
  fix: 'Accept and ignore or echo it.',
  judge: exchanges({
    given: (view) => isPlainValidCreate(view) && typeof view.body?.['user'] === 'string',
    check: (view, report) => {
      const named = `${stringAt(view.error?.value, 'param') ?? ''} ${stringAt(view.error?.value, 'message') ?? ''}`;
      if (!view.accepted && /\buser\b/.test(named)) {
        report({
          pointer: '/status',
          message: 'a request with user is refused',
          expected: '2xx',
          actual: view.status,
        });
      }
    },
  }),
});

export const acceptanceRules: readonly Rule[] = [validAccepted, stringIsUserMessage, userAccepted];
