import { readFileSync } from 'node:fs';
import type { DialectName } from '../../schemas/dialect.js';
import type { Difference } from './compare.js';

/** Why our contract differs from a published document in some points: a line of differences.md. */
export interface Explanation {
  readonly dialects: readonly string[];
  /** Places, `*` standing for any text. */
  readonly where: readonly string[];
  readonly kinds: readonly string[];
  readonly reason: string;
}

/** Every line of the table of differences. */
export const explanations: readonly Explanation[] = readFileSync(
  new URL('./differences.md', import.meta.url),
  'utf8',
)
  .split('\n')
  .flatMap((line) => {
    const [, dialects, kinds, places, reason] = /^- ([^;]+); ([^:]+): (.*) — (.*)$/.exec(line) ?? [];
    if (!dialects || !kinds || !places || !reason) return [];
    const where = [...places.matchAll(/`([^`]*)`/g)].map(([, place = '']) => place);
    return [{ dialects: dialects.split(' '), where, kinds: kinds.split(' '), reason }];
  });

/** The line that explains a difference, or null. */
export function explanationOf(dialect: DialectName, difference: Difference): Explanation | null {
  return (
    explanations.find(
      ({ dialects, kinds, where }) =>
        (dialects.includes('all') || dialects.includes(dialect)) &&
        kinds.includes(difference.kind) &&
        where.some((pattern) => matches(pattern, difference.where)),
    ) ?? null
  );
}

function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(text);
}
