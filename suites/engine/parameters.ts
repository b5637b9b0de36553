import { definitionsOf } from '../../schemas/compose.js';
import { type DialectName, dialectNames } from '../../schemas/dialect.js';
import { isObject, type JsonValue, jsonEqual } from '../../schemas/json.js';
import { refusalNames } from './capability/evidence.js';
import { type ParameterTrace, visibleEffects } from './parameter-effects.js';
import type { ParameterSupport } from './results.js';
import type { ExchangeView } from './view.js';

/** Gathers what the exchanges show about the parameters of `POST /responses`. */
export interface Parameters {
  readonly take: (view: ExchangeView) => void;
  /** Every parameter of the create schemas of the dialects that were seen, with its support. */
  readonly all: () => readonly { readonly name: string; readonly support: ParameterSupport }[];
}

/**
 * Starts gathering. Of several traces of one parameter the strongest counts: an effect that could be seen, then an
 * effect that should have been seen and was not, then a refusal, then a mere echo, which proves the least.
 */
export function startParameters(dialect?: DialectName): Parameters {
  const traces = new Map<string, Set<ParameterTrace>>();
  const dialects = new Set<DialectName>(dialect === undefined ? [] : [dialect]);
  const answered = new Map<DialectName, ReadonlySet<string>>();
  const responseMembers = (name: DialectName) => {
    const known = answered.get(name) ?? new Set(Object.keys(membersOf(name, 'Response')));
    answered.set(name, known);
    return known;
  };
  return {
    take(view) {
      dialects.add(view.exchange.dialect);
      for (const [name, trace] of observeParameters(view, responseMembers(view.exchange.dialect))) {
        const seen = traces.get(name) ?? new Set<ParameterTrace>();
        traces.set(name, seen.add(trace));
      }
    },
    all: () => {
      const named = dialects.size === 0 ? dialectNames : [...dialects];
      const names = new Set(named.flatMap((name) => Object.keys(membersOf(name, 'CreateResponse'))));
      return [...names].sort().map((name) => ({ name, support: supportOf(traces.get(name)) }));
    },
  };
}

/** What one exchange shows about each parameter that its request uses, given the members that the dialect's Response has. */
function observeParameters(
  view: ExchangeView,
  responseMembers: ReadonlySet<string>,
): ReadonlyMap<string, ParameterTrace> {
  const found = new Map<string, ParameterTrace>();
  const { body, exchange } = view;
  if (exchange.operation !== 'create-response' || body === null || exchange.intent.validity === 'invalid')
    return found;
  for (const [name, value] of Object.entries(body)) {
    if (value === undefined || value === null) continue;
    const trace = view.accepted
      ? acceptedTrace(view, name, value, responseMembers)
      : exchange.intent.validity === 'valid' && refusalNames(view, [name], [name])
        ? 'rejected'
        : null;
    if (trace !== null) found.set(name, trace);
  }
  return found;
}

function acceptedTrace(
  view: ExchangeView,
  name: string,
  value: JsonValue,
  responseMembers: ReadonlySet<string>,
): ParameterTrace | null {
  const response = view.response?.value;
  if (response === undefined) return null;
  const effect = visibleEffects[name]?.(view, value) ?? null;
  if (effect !== null) return effect;
  const shown = response[name];
  if (shown === undefined) return responseMembers.has(name) ? 'ignored' : 'accepted';
  return holds(shown, value) ? 'echoed' : 'ignored';
}

function supportOf(traces: ReadonlySet<ParameterTrace> | undefined): ParameterSupport {
  if (traces === undefined) return 'untested';
  if (traces.has('effective')) return 'supported';
  if (traces.has('ignored')) return 'ignored';
  return traces.has('rejected') ? 'rejected' : 'supported';
}

// Servers fill in defaults and normalise: what was sent must be there, more may be.
function holds(shown: JsonValue, sent: JsonValue): boolean {
  if (isObject(shown) && isObject(sent)) {
    return Object.entries(sent).every(([member, value]) => {
      const found = shown[member];
      return value === undefined || (found === undefined ? value === null : holds(found, value));
    });
  }
  if (Array.isArray(shown) && Array.isArray(sent)) {
    return (
      shown.length === sent.length &&
      sent.every((entry: JsonValue, index) => holds((shown[index] ?? null) as JsonValue, entry))
    );
  }
  return jsonEqual(shown, sent);
}

function membersOf(dialect: DialectName, root: 'CreateResponse' | 'Response'): object {
  const side = root === 'Response' ? 'answer' : 'request';
  return definitionsOf(dialect, side).get(root)?.properties ?? {};
}
