import type { Dialect, ToleratedDeviation } from '../../schemas/dialect.js';
import { pointerTokens } from '../../schemas/json.js';
import type { FindingDraft } from './judge.js';

/** The entry of the dialect's table that excuses this finding, or null. */
export function toleratedDeviation(
  dialect: Dialect,
  rule: string,
  pointer: string,
  finding: Pick<FindingDraft, 'keyword' | 'eventType'>,
): ToleratedDeviation | null {
  return (
    dialect.tolerated.find(
      (entry) =>
        entry.rule === rule &&
        pointerMatches(entry.where, pointer) &&
        (entry.keyword === undefined || entry.keyword === finding.keyword) &&
        (entry.events === undefined ||
          (finding.eventType !== undefined && entry.events.includes(finding.eventType))),
    ) ?? null
  );
}

/** Whether a pointer fits a pattern in which `*` stands for any one token and a final `**` for any rest. */
export function pointerMatches(pattern: string, pointer: string): boolean {
  const wanted = pointerTokens(pattern);
  const found = pointerTokens(pointer);
  for (const [index, token] of wanted.entries()) {
    if (token === '**' && index === wanted.length - 1) return true;
    if (index >= found.length) return false;
    if (token !== '*' && token !== found[index]) return false;
  }
  return wanted.length === found.length;
}
