import type { CapabilityName } from '../../targets/capability.js';
import type { Operation } from '../../targets/exchange.js';
import type { Judge } from '../engine/judge.js';
import { exchanges, sessions } from '../engine/judges.js';
import { type Rule, rule } from '../engine/rule.js';
import { isDecision, isSuccess } from '../engine/status.js';
import type { ExchangeView } from '../engine/view.js';

const isolationSource: Rule['source'] = {
  dialect: 'azure-foundry',
  section: 'x-ms-user-isolation-key',
  note: 'responses, conversations and sessions belong to one end user; two credentials stand for two users',
};

/** Judges what the second user gets when asking for something of the first. */
function hidden(operation: Operation, foreign: (view: ExchangeView) => boolean): Judge {
  return exchanges({
    of: [operation],
    given: (view) => foreign(view) && isJudgeable(view),
    check: (view, report) => {
      const { status } = view;
      if (status >= 400) return;
      report({
        pointer: '/status',
        message: `${operation} with an id of another user is answered ${status}`,
        expected: '404',
        actual: status,
        cause: operation,
      });
    },
  });
}

interface Sentence {
  readonly id: string;
  readonly operation: Operation;
  readonly title: string;
  readonly needs: readonly CapabilityName[];
  readonly why: string;
}

const sentences: readonly Sentence[] = [
  {
    id: 'ISO-RETRIEVE',
    operation: 'retrieve-response',
    title: 'A response of one user cannot be retrieved by another',
    needs: ['isolation', 'state'],
    why: 'One tenant reads what another has asked and been answered.',
  },
  {
    id: 'ISO-INPUT-ITEMS',
    operation: 'list-input-items',
    title: 'The input of one user cannot be listed by another',
    needs: ['isolation', 'state', 'input-items'],
    why: 'One tenant reads the prompts and documents of another.',
  },
  {
    id: 'ISO-CHAIN',
    operation: 'create-response',
    title: 'A response of one user cannot be continued by another',
    needs: ['isolation', 'state', 'previous-response'],
    why: 'Whoever continues a conversation can have it repeated to them.',
  },
  {
    id: 'ISO-CONVERSATION',
    operation: 'retrieve-conversation',
    title: 'A conversation of one user cannot be retrieved by another',
    needs: ['isolation', 'conversations'],
    why: 'One tenant reads the conversations of another.',
  },
];

const byOperation: readonly Rule[] = sentences.map(({ id, operation, title, needs, why }) =>
  rule({
    id,
    level: 'MUST',
    basis: 'inferred',
    area: 'isolation',
    title,
    source: isolationSource,
    needs,
    dialects: ['openai', 'azure-openai', 'azure-foundry'],
    why,
    fix: 'Keep the owner with everything that is stored, and look things up by owner and id together.',
    judge: hidden(operation, ofOtherCredential),
  }),
);

interface DeleteFact {
  readonly step: string;
  readonly status: number;
}

const foreignDelete = rule({
  id: 'ISO-DELETE',
  level: 'MUST',
  basis: 'inferred',
  area: 'isolation',
  title: 'A response of one user cannot be deleted by another',
  source: isolationSource,
  needs: ['isolation', 'state', 'delete'],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  why: 'One tenant destroys the conversations of another.',
  fix: 'Delete by owner and id together, and answer 404 where nothing is found.',
  judge: sessions<DeleteFact>({
    pick: (view) => {
      const { status } = view;
      const { step } = view.exchange.intent;
      if (!isJudgeable(view)) return null;
      return step === 'foreign-delete' || step === 'after-foreign-delete' ? { step, status } : null;
    },
    given: (facts) => facts.some(({ fact }) => fact.step === 'foreign-delete'),
    check: (facts, report) => {
      for (const { exchange, fact } of facts) {
        if (fact.step === 'foreign-delete' ? fact.status >= 400 : isSuccess(fact.status)) continue;
        report({
          exchange,
          pointer: '/status',
          message:
            fact.step === 'foreign-delete'
              ? `deleting a response of another user is answered ${fact.status}`
              : 'the response is gone after another user tried to delete it',
          expected: fact.step === 'foreign-delete' ? 404 : 200,
          actual: fact.status,
          cause: fact.step,
        });
      }
    },
  }),
});

const indistinguishable = rule({
  id: 'ISO-NOT-FOUND',
  level: 'SHOULD',
  basis: 'inferred',
  area: 'isolation',
  title: 'An id of another user is answered like an id that does not exist: 404',
  source: isolationSource,
  needs: ['isolation', 'state'],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  why: 'A 403 tells whoever guesses ids which of them exist.',
  fix: 'Look things up by owner and id together, so that there is nothing to find.',
  judge: exchanges({
    of: ['retrieve-response', 'list-input-items', 'delete-response', 'retrieve-conversation'],
    given: (view) =>
      (ofOtherCredential(view) || ofOtherEndUser(view)) && isJudgeable(view) && view.status >= 400,
    check: (view, report) => {
      const { status } = view;
      if (status === 404) return;
      report({
        pointer: '/status',
        message: `an id of another user is answered ${status}`,
        expected: 404,
        actual: status,
      });
    },
  }),
});

const userHeader = rule({
  id: 'FD-USER-ISOLATION',
  level: 'SHOULD',
  basis: 'prose',
  area: 'isolation',
  title: 'x-ms-user-isolation-key keeps the responses of one end user from another',
  source: isolationSource,
  needs: ['isolation', 'state'],
  dialects: ['azure-foundry'],
  evidence: ['isolation/end-users'],
  why: 'Applications rely on the header to keep their own users apart behind one credential.',
  fix: 'Make the header part of the owner of everything that is stored.',
  judge: hidden('retrieve-response', ofOtherEndUser),
});

export const isolationRules: readonly Rule[] = [...byOperation, foreignDelete, indistinguishable, userHeader];

function asksForForeign({ exchange }: ExchangeView): boolean {
  return exchange.intent.violation?.keyword === 'foreign-id';
}

function ofOtherCredential(view: ExchangeView): boolean {
  return asksForForeign(view) && view.exchange.intent.user === 'second';
}

function ofOtherEndUser(view: ExchangeView): boolean {
  return asksForForeign(view) && view.exchange.intent.notes['endUser'] === 'second';
}

// 401: the second credential itself is not accepted, which says nothing about isolation.
function isJudgeable({ status }: ExchangeView): boolean {
  return isDecision(status) && status !== 401;
}
