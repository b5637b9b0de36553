import { exchanges } from '../engine/judges.js';
import { type Rule, rule } from '../engine/rule.js';
import { isDecision } from '../engine/status.js';

export const eitherForm = rule({
  id: 'AUTH-KEY-FORMS',
  level: 'MUST',
  // The document of Foundry declares Bearer only: what it does with the other header is its own affair.
  levels: { 'azure-foundry': 'MAY' },
  basis: 'schema',
  area: 'auth',
  title: 'A key is accepted in either header: api-key, or Authorization',
  source: {
    dialect: 'azure-openai',
    section: 'securitySchemes',
    note: 'api-key and authorization are alternatives of which one is enough',
  },
  needs: ['auth'],
  dialects: ['azure-openai', 'azure-foundry'],
  evidence: ['auth/key-forms'],
  why: 'Azure clients send api-key, the plain OpenAI clients send Authorization: Bearer; one of them cannot get in.',
  fix: 'Look for the key in both headers; where the key is good, do not ask which one it came in.',
  judge: exchanges({
    of: ['create-response'],
    given: (view) => {
      const { keyForm, user } = view.exchange.intent;
      return keyForm !== undefined && user === 'first' && isDecision(view.status);
    },
    check: (view, report) => {
      const { status } = view;
      if (status < 400) return;
      const { keyForm } = view.exchange.intent;
      const header = keyForm === 'api-key' ? 'api-key' : 'Authorization: Bearer';
      report({
        pointer: '/status',
        message: `a request that was served before is answered ${status} with the same key as ${header}`,
        expected: 200,
        actual: status,
      });
    },
  }),
});

const permissionSource: Rule['source'] = {
  dialect: 'all',
  section: 'authentication',
  note: 'who is known and may not do it is forbidden (RFC 9110, 403)',
};

export const permissionNeeded = rule({
  id: 'AUTH-FORBIDDEN',
  level: 'MUST',
  basis: 'inferred',
  area: 'auth',
  title: 'A key without permission is not served',
  source: permissionSource,
  needs: ['auth'],
  evidence: ['auth/forbidden'],
  why: 'Keys are narrowed so that a leaked one does little harm; where nobody looks, every key can do everything.',
  fix: 'Check what the key may do in front of each operation, and answer 403 where that is missing.',
  judge: exchanges({
    given: (view) => view.exchange.intent.user === 'forbidden' && isDecision(view.status),
    check: (view, report) => {
      const { status } = view;
      if (status >= 400) return;
      report({
        pointer: '/status',
        message: `${view.exchange.operation} with a key that has no permission is answered ${status}`,
        expected: 403,
        actual: status,
        cause: view.exchange.operation,
      });
    },
  }),
});

export const forbiddenStatus = rule({
  id: 'AUTH-FORBIDDEN-STATUS',
  level: 'SHOULD',
  basis: 'inferred',
  area: 'auth',
  title: 'A key without permission is answered 403, or 404 where that is to hide what there is',
  source: permissionSource,
  needs: ['auth'],
  evidence: ['auth/forbidden'],
  why: 'On 401 clients fetch a new token and try again, on 400 they look for a fault in the body: neither helps.',
  fix: 'Keep 401 for keys that nobody knows; a known key that may not do this is 403.',
  judge: exchanges({
    given: (view) =>
      view.exchange.intent.user === 'forbidden' && isDecision(view.status) && view.status >= 400,
    check: (view, report) => {
      const { status } = view;
      if (status === 403 || status === 404) return;
      report({
        pointer: '/status',
        message: `${view.exchange.operation} with a key that has no permission is answered ${status}`,
        expected: 403,
        actual: status,
        cause: String(status),
      });
    },
  }),
});

export const permissionRules: readonly Rule[] = [eitherForm, permissionNeeded, forbiddenStatus];
