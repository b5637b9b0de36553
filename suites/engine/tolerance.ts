import type { Dialect, ToleratedDeviation } from '../../schemas/dialect.js';
import { numberAt, objectAt, pointerTokens } from '../../schemas/json.js';
import type { Exchange } from '../../targets/exchange.js';
import { headerValue } from '../../targets/transport.js';
import { matchesGlob } from './glob.js';
import type { FindingDraft } from './judge.js';
import { streamEvent } from './stream-event.js';

/** The entry of the dialect's table that excuses this finding, or null. */
export function toleratedDeviation(
  dialect: Dialect,
  rule: string,
  pointer: string,
  finding: Pick<FindingDraft, 'keyword' | 'eventType'>,
  exchange: Exchange | null = null,
): ToleratedDeviation | null {
  return (
    dialect.tolerated.find(
      (entry) =>
        entry.rule === rule &&
        pointerMatches(entry.where, pointer) &&
        (entry.keyword === undefined || entry.keyword === finding.keyword) &&
        (entry.events === undefined ||
          (finding.eventType !== undefined && entry.events.includes(finding.eventType))) &&
        excuses(entry, exchange),
    ) ?? null
  );
}

/** Whether an entry holds for what an exchange was and when. */
function excuses({ answeredBefore, exchanges }: ToleratedDeviation, exchange: Exchange | null): boolean {
  if (answeredBefore === undefined && exchanges === undefined) return true;
  if (exchange === null) return false;
  if (exchanges !== undefined && !exchanges.some((pattern) => matchesGlob(pattern, exchange.id)))
    return false;
  if (answeredBefore === undefined) return true;
  const answered = answeredAt(exchange);
  return answered !== null && answered < Date.parse(answeredBefore);
}

/** When an answer was made, as far as it says so itself; null where it does not. */
function answeredAt({ answer }: Exchange): number | null {
  if (answer === null) return null;
  const dated = Date.parse(headerValue(answer.headers, 'date') ?? '');
  if (!Number.isNaN(dated)) return dated;
  let created = numberAt(answer.json, 'created_at');
  for (const frame of answer.stream?.frames ?? []) {
    created = numberAt(
      objectAt(streamEvent(frame, 0).data ?? undefined, 'response') ?? undefined,
      'created_at',
    );
    break;
  }
  return created === null ? null : created * 1000;
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
