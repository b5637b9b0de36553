import type { DialectName } from '../../schemas/dialect.js';
import type { CapabilityName } from '../../targets/capability.js';
import type { Area } from './area.js';
import type { Judge } from './judge.js';

export type Level = 'MUST' | 'SHOULD' | 'MAY';

/** What a rule rests on (contract section d). */
export type Basis = 'schema' | 'prose' | 'example' | 'observed' | 'inferred';

/** Where the contract says it. */
export interface RuleSource {
  readonly dialect: DialectName | 'all';
  /** Section or schema of the source, e.g. `streaming` or `Response.status`. */
  readonly section: string;
  /** What it says there, in our words. */
  readonly note: string;
}

/** One observable sentence of the contract and the pure function that judges exchanges by it. */
export interface Rule {
  /** Stable for ever: never renamed, never reused. */
  readonly id: string;
  readonly level: Level;
  /** Dialects in which the level differs. */
  readonly levels?: { readonly [name in DialectName]?: Level };
  readonly basis: Basis;
  readonly area: Area;
  /** The sentence itself, as an assertion about the server. */
  readonly title: string;
  readonly source: RuleSource;
  /** Capabilities that must be offered for the rule to apply. */
  readonly needs: readonly CapabilityName[];
  /** The capability that the rule is about: it is only judged where that is declared on. */
  readonly declares?: CapabilityName;
  /** Dialects that have the sentence; all where absent. */
  readonly dialects?: readonly DialectName[];
  /** Scenarios that can feed it (ids, or `area/*`); every scenario of its own area where absent. */
  readonly evidence?: readonly string[];
  /** Judges framing, headers or timing: recorded traffic must be original (fidelity `wire`). */
  readonly wire?: boolean;
  /** Who breaks when a server gets it wrong. */
  readonly why: string;
  /** What to do about it. */
  readonly fix: string;
  readonly judge: Judge;
}

/** Defines a rule. Gives back what it takes; it is there so that a rule reads as one call. */
export function rule(definition: Rule): Rule {
  return definition;
}

/** The level of a rule in a dialect. */
export function levelIn(definition: Rule, dialect: DialectName): Level {
  return definition.levels?.[dialect] ?? definition.level;
}

/** Whether a dialect has the sentence at all. */
export function appliesTo(definition: Rule, dialect: DialectName): boolean {
  return definition.dialects === undefined || definition.dialects.includes(dialect);
}
