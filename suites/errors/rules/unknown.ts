import { stringAt } from '../../../schemas/json.js';
import type { CapabilityName } from '../../../targets/capability.js';
import type { Operation } from '../../../targets/exchange.js';
import { exchanges, invalidRequests } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import type { ExchangeView } from '../../engine/view.js';
import { reception } from '../refusal.js';

interface UnknownId {
  readonly id: string;
  readonly operation: Operation;
  readonly needs: CapabilityName;
  readonly verb: string;
  readonly source: Rule['source'];
  readonly basis: Rule['basis'];
}

const unknownIds: readonly UnknownId[] = [
  {
    id: 'ERR-404-GET',
    operation: 'retrieve-response',
    needs: 'state',
    verb: 'Retrieving',
    source: { dialect: 'openai', section: 'getResponse', note: 'an unknown id is not found' },
    basis: 'schema',
  },
  {
    id: 'ERR-404-DELETE',
    operation: 'delete-response',
    needs: 'delete',
    verb: 'Deleting',
    source: { dialect: 'openai', section: 'deleteResponse', note: '404 for an unknown id' },
    basis: 'schema',
  },
  {
    id: 'ERR-404-CANCEL',
    operation: 'cancel-response',
    needs: 'cancel',
    verb: 'Cancelling',
    source: { dialect: 'openai', section: 'cancelResponse', note: '404 for an unknown id' },
    basis: 'schema',
  },
  {
    id: 'ERR-404-INPUT-ITEMS',
    operation: 'list-input-items',
    needs: 'input-items',
    verb: 'Listing the input items of',
    source: {
      dialect: 'openai',
      section: 'listInputItems',
      note: 'the list belongs to a response that exists',
    },
    basis: 'inferred',
  },
];

/** Operations on an id that nobody was given: 404. */
export const unknownIdRules: readonly Rule[] = unknownIds.map(
  ({ id, operation, needs, verb, source, basis }) =>
    rule({
      id,
      level: 'MUST',
      basis,
      area: 'errors',
      title: `${verb} an unknown response is answered 404`,
      source,
      needs: [needs],
      dialects: ['openai', 'azure-openai', 'azure-foundry'],
      evidence: ['errors/unknown-ids'],
      why: 'Clients that tidy up or look for lost responses take anything else for success, or try again for ever.',
      fix: 'Look the id up first and answer 404 with an error object where nothing is found.',
      judge: exchanges({
        of: [operation],
        given: (view) => view.exchange.intent.violation?.keyword === 'unknown-id' && isJudgeable(view),
        check: (view, report) => {
          const { status } = view;
          if (status === 404) return;
          report({
            pointer: '/status',
            message: `${operation} of an id that does not exist is answered ${status}`,
            expected: 404,
            actual: status,
          });
        },
      }),
    }),
);

export const unknownModel = rule({
  id: 'REQ-UNKNOWN-MODEL',
  level: 'MUST',
  basis: 'example',
  area: 'errors',
  title: 'A model that does not exist is refused with 400 or 404',
  source: {
    dialect: 'open-responses',
    section: 'errors',
    note: 'error model_not_found, param model; the services answer 400 or 404',
  },
  needs: [],
  evidence: ['errors/unknown-model'],
  why: 'A misspelt model is answered by another one, at another price, and nobody notices.',
  fix: 'Compare model with the models you serve (aliases included) and refuse the others.',
  judge: invalidRequests({
    given: (view) => isUnknownModel(view) && isJudgeable(view),
    check: (view, report) => {
      const { status } = view;
      if (status === 400 || status === 404) return;
      report({
        pointer: '/status',
        message: `a request for a model that does not exist is answered ${status}`,
        expected: '400 or 404',
        actual: status,
      });
    },
  }),
});

export const unknownModelCode = rule({
  id: 'REQ-UNKNOWN-MODEL-CODE',
  level: 'SHOULD',
  basis: 'example',
  area: 'errors',
  title: 'The error about an unknown model has the code model_not_found and the param model',
  source: { dialect: 'open-responses', section: 'errors', note: 'code model_not_found, param model' },
  needs: [],
  dialects: ['openai', 'open-responses'],
  evidence: ['errors/unknown-model'],
  why: 'Routers fall back to another model when they see this code; without it they give up.',
  fix: 'Set code to model_not_found and param to model.',
  judge: invalidRequests({
    given: (view) => isUnknownModel(view) && view.error !== null && reception(view) !== null,
    check: (view, report) => {
      const code = stringAt(view.error?.value, 'code');
      const param = stringAt(view.error?.value, 'param');
      if (code === 'model_not_found' && param === 'model') return;
      report({
        pointer: view.error?.pointer,
        message: 'the error does not say model_not_found about model',
        expected: { code: 'model_not_found', param: 'model' },
        actual: { code, param },
      });
    },
  }),
});

export const contentType = rule({
  id: 'ERR-CONTENT-TYPE',
  level: 'SHOULD',
  basis: 'prose',
  area: 'errors',
  title: 'A body that is declared as plain text is refused with 400 or 415',
  source: { dialect: 'open-responses', section: 'transport', note: 'requests are sent as application/json' },
  needs: [],
  evidence: ['errors/encodings'],
  why: 'Browsers may send plain text across origins without asking: whoever reads it as JSON is open to forged requests.',
  fix: 'Look at Content-Type before parsing and answer 415 where it is not application/json.',
  judge: invalidRequests({
    given: (view) => view.exchange.intent.violation?.keyword === 'content-type' && isJudgeable(view),
    check: (view, report) => {
      const { status } = view;
      if (status === 400 || status === 415) return;
      report({
        pointer: '/status',
        message: `a body declared as text/plain is answered ${status}`,
        expected: '415 or 400',
        actual: status,
      });
    },
  }),
});

export const unknownRoute = rule({
  id: 'ERR-UNKNOWN-ROUTE',
  level: 'SHOULD',
  basis: 'inferred',
  area: 'errors',
  title: 'A route that does not exist is answered 404, and a method that it does not have 404, 405 or 501',
  source: { dialect: 'all', section: 'operations', note: 'the operations of the contract are a closed list' },
  needs: [],
  evidence: ['errors/unknown-routes'],
  why: 'A typing error in a base URL looks like success, or like an outage.',
  fix: 'Give the router a last entry that answers 404 with an error object, and 405 for known routes.',
  judge: exchanges({
    of: ['other'],
    given: (view) =>
      ['unknown-route', 'unknown-method'].some(
        (keyword) => keyword === view.exchange.intent.violation?.keyword,
      ) && isJudgeable(view),
    check: (view, report) => {
      const { status } = view;
      const keyword = view.exchange.intent.violation?.keyword;
      const expected = keyword === 'unknown-route' ? [404] : [404, 405, 501];
      if (expected.includes(status)) return;
      report({
        pointer: '/status',
        message: `${view.exchange.request.method} ${view.exchange.request.path} is answered ${status}`,
        expected,
        actual: status,
        cause: keyword,
      });
    },
  }),
});

export const unknownRules = [...unknownIdRules, unknownModel, unknownModelCode, contentType, unknownRoute];

function isUnknownModel(view: ExchangeView): boolean {
  return (
    view.exchange.operation === 'create-response' &&
    view.exchange.intent.violation?.keyword === 'unknown-model'
  );
}

// Throttling, refused credentials and failures tell nothing about the id or the name; 5xx has rules of its own.
function isJudgeable(view: ExchangeView): boolean {
  return reception(view) !== null;
}
