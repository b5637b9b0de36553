import { isObject, type JsonObject, type JsonValue } from '../schemas/json.js';
import type { FindingResult, Results, RuleResult } from '../suites/engine/results.js';
import { type Exchange, type Intent, sessionOf } from '../targets/exchange.js';
import type { Header } from '../targets/transport.js';
import { finalObject } from './final-object.js';

/** One request to send again, and what it was answered then, so that ids can be carried over. */
export interface ReplayStep {
  readonly exchange: string;
  readonly scenario: string;
  readonly method: string;
  /** Behind the base URL, without query. */
  readonly path: string;
  readonly query: readonly Header[];
  readonly headers: readonly Header[];
  /** The body as text; null where there was none. */
  readonly body: string | null;
  readonly intent: Intent;
  /** What it was answered; null where it was refused. */
  readonly answered: JsonObject | null;
}

/** Everything that `replay` needs to see one finding again: `failures/<rule>-<n>/replay.json`. */
export interface ReplayFile {
  readonly schemaVersion: '1.0';
  readonly rule: string;
  readonly title: string;
  readonly finding: FindingResult;
  readonly target: Pick<Results['target'], 'name' | 'baseUrl' | 'model' | 'dialect'>;
  readonly seed: number;
  readonly steps: readonly ReplayStep[];
}

/** Steps beyond these are not repeated. */
const mostSteps = 20;

/** What earlier exchanges made and later ones refer to, gathered while the transcript goes by; holds ids only. */
export interface References {
  readonly take: (exchange: Exchange) => void;
  /** Ids of the exchanges to send again for this one, itself last. */
  readonly stepsTo: (exchange: string) => readonly string[];
}

/** Starts gathering references. */
export function startReferences(): References {
  const madeBy = new Map<string, string>();
  const uses = new Map<string, readonly string[]>();
  const sessions = new Map<string, string[]>();
  return {
    take: (exchange) => {
      const session = sessionOf(exchange);
      const inSession = sessions.get(session) ?? [];
      const earlier = mentioned(exchange).flatMap((text) => madeBy.get(text) ?? []);
      const twin = exchange.intent.twinOf === null ? [] : [exchange.intent.twinOf];
      uses.set(exchange.id, [...new Set([...inSession, ...earlier, ...twin])]);
      sessions.set(session, [...inSession, exchange.id]);
      for (const id of madeIds(finalObject(exchange))) if (!madeBy.has(id)) madeBy.set(id, exchange.id);
    },
    stepsTo: (exchange) => {
      const ordered: string[] = [];
      const visit = (id: string) => {
        if (ordered.includes(id) || ordered.length >= mostSteps) return;
        for (const earlier of uses.get(id) ?? []) visit(earlier);
        ordered.push(id);
      };
      visit(exchange);
      return ordered.at(-1) === exchange ? ordered : [exchange];
    },
  };
}

/** Makes the replay file of a finding. `exchanges` are the steps that lead to it, itself last. */
export function replayFile(
  results: Results,
  rule: RuleResult,
  finding: FindingResult,
  exchanges: readonly Exchange[],
): ReplayFile {
  const { name, baseUrl, model, dialect } = results.target;
  return {
    schemaVersion: '1.0',
    rule: rule.id,
    title: rule.title,
    finding,
    target: { name, baseUrl, model, dialect },
    seed: results.run.seed,
    steps: exchanges.map((exchange) => ({
      exchange: exchange.id,
      scenario: exchange.scenario,
      method: exchange.request.method,
      path: exchange.request.path,
      query: exchange.request.query.filter(([, value]) => !value.includes('[REDACTED')),
      headers: exchange.request.headers.filter(
        ([name, value]) => !ownHeaders.has(name.toLowerCase()) && !value.includes('[REDACTED'),
      ),
      body:
        exchange.request.text ??
        (exchange.request.body === undefined ? null : JSON.stringify(exchange.request.body)),
      intent: exchange.intent,
      answered: finalObject(exchange),
    })),
  };
}

/** Headers that the connection sets itself when the request is sent again. */
const ownHeaders: ReadonlySet<string> = new Set([
  'authorization',
  'api-key',
  'host',
  'connection',
  'content-length',
  'accept-encoding',
  'user-agent',
]);

/** Members that name something the server made up. */
export const madeMembers: readonly string[] = ['id', 'call_id', 'encrypted_content', 'first_id', 'last_id'];

// Only what clients send back: ids of the object itself, of its items, of calls.
function madeIds(answer: JsonValue): readonly string[] {
  if (Array.isArray(answer)) return answer.flatMap(madeIds);
  if (!isObject(answer)) return [];
  const own = madeMembers.flatMap((member) => {
    const value = answer[member];
    return typeof value === 'string' && value.length >= 6 ? [value] : [];
  });
  return [...own, ...madeIds(answer['output'] ?? null), ...madeIds(answer['data'] ?? null)];
}

function mentioned({ request }: Exchange): readonly string[] {
  return [
    ...request.path.split('/').map((part) => decodedPart(part)),
    ...request.query.map(([, value]) => value),
    ...strings(request.body ?? null),
  ].filter((text) => text.length >= 6);
}

function decodedPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function strings(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(strings);
  return isObject(value) ? Object.values(value).flatMap((member) => strings(member ?? null)) : [];
}
