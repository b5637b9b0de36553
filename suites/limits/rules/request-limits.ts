import type { JsonValue } from '../../../schemas/json.js';
import type { CapabilityName } from '../../../targets/capability.js';
import { sessions } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import { isDecision, isSuccess } from '../../engine/status.js';
import { notAccepted } from '../../errors/refusal.js';

interface Limit {
  readonly id: string;
  readonly title: string;
  readonly pointer: RegExp;
  readonly keywords: readonly string[];
  readonly source: Rule['source'];
  readonly need: CapabilityName;
  readonly dialects?: Rule['dialects'];
  readonly basis: Rule['basis'];
  /** Nothing in an answer shows whether the parameter is known: only a declaration makes ignoring it a fault. */
  readonly silent?: boolean;
  readonly why: string;
  readonly fix: string;
}

const limits: readonly Limit[] = [
  {
    id: 'REQ-METADATA-LIMITS',
    title: 'Metadata with more than 16 pairs, a key over 64 or a value over 512 characters is refused',
    pointer: /^\/metadata(\/|$)/,
    keywords: ['maxProperties', 'maxLength', 'propertyNames'],
    source: {
      dialect: 'all',
      section: 'metadata',
      note: '16 pairs, keys up to 64, values up to 512 characters',
    },
    need: 'metadata',
    basis: 'prose',
    why: 'What is longer is cut off or lost where it is stored, and the look-up that relies on it finds nothing.',
    fix: 'Check all three limits before storing, and answer 400 with param metadata.',
  },
  {
    id: 'REQ-SAFETYID-LEN',
    title: 'A safety_identifier longer than its limit is refused',
    pointer: /^\/safety_identifier$/,
    keywords: ['maxLength'],
    source: {
      dialect: 'openai',
      section: 'safety_identifier',
      note: 'at most 64 characters (128 in the newest types)',
    },
    need: 'safety-identifier',
    basis: 'schema',
    why: 'Two users whose identifiers are cut to the same start are blocked together.',
    fix: 'Check the length and answer 400 with param safety_identifier.',
  },
  {
    id: 'REQ-CTXMGMT-TYPE',
    title:
      'A context_management entry of another type than compaction, or a threshold under 1000, is refused',
    pointer: /^\/context_management(\/|$)/,
    keywords: ['enum', 'const', 'minimum'],
    source: {
      dialect: 'openai',
      section: 'context_management',
      note: 'compaction is the only type; threshold at least 1000',
    },
    need: 'context-management',
    dialects: ['openai', 'azure-foundry'],
    basis: 'prose',
    silent: true,
    why: 'The caller relies on a context that is kept small, and pays for one that is not.',
    fix: 'Validate type and compact_threshold, and answer 400.',
  },
];

/** Limits of single parameters that the contract states in a sentence of their own. */
export const requestLimitRules: readonly Rule[] = limits.map(
  ({ id, title, pointer, keywords, source, need, dialects, basis, silent, why, fix }) =>
    rule({
      id,
      level: 'MUST',
      basis,
      area: 'limits',
      title,
      source,
      needs: [need],
      ...(dialects === undefined ? {} : { dialects }),
      why,
      fix,
      judge: notAccepted({
        given: (violation, { exchange, target }) =>
          exchange.operation === 'create-response' &&
          pointer.test(violation.pointer) &&
          keywords.includes(violation.keyword) &&
          (!silent || target.capabilities[need] === true),
        message: ({ expectation }) => `a request over its limit is accepted (${expectation})`,
        cause: (violation) =>
          `${violation.keyword} ${violation.pointer.length > 40 ? 'key' : violation.pointer}`,
      }),
    }),
);

interface BoundFact {
  /** `inside` or `edge`; absent where the exchange is not about a bound. */
  readonly at: JsonValue | undefined;
  readonly field: string;
  readonly status: number;
}

export const boundsInclusive = rule({
  id: 'LIM-BOUNDS-INCLUSIVE',
  level: 'MUST',
  basis: 'schema',
  area: 'limits',
  title: 'A value exactly at its bound is accepted where values inside are',
  source: {
    dialect: 'all',
    section: 'CreateResponse',
    note: 'minimum, maximum, maxLength and maxProperties include the bound',
  },
  needs: [],
  why: 'Applications store exactly what the documents allow, and fail only for the one user who uses it up.',
  fix: 'Compare with "greater than" the limit, not "greater than or equal"; count characters, not bytes.',
  judge: sessions<BoundFact>({
    pick: (view) => {
      const { notes, validity } = view.exchange.intent;
      const { bound: at, field } = notes;
      const { status } = view;
      if (validity !== 'valid' || typeof field !== 'string' || !isDecision(status)) return null;
      return { at, field, status };
    },
    given: (facts) =>
      facts.some(({ fact }) => fact.at === 'inside' && isSuccess(fact.status)) &&
      facts.some(({ fact }) => fact.at === 'edge'),
    check: (facts, report) => {
      for (const { exchange, fact } of facts) {
        if (fact.at !== 'edge' || fact.status < 400) continue;
        report({
          exchange,
          pointer: '/status',
          message: `${fact.field} is refused at its bound, though accepted inside`,
          expected: 200,
          actual: fact.status,
          cause: fact.field,
        });
      }
    },
  }),
});
