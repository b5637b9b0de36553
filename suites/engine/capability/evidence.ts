import { isObject, type JsonObject, type JsonValue } from '../../../schemas/json.js';
import type { Operation } from '../../../targets/exchange.js';
import type { ExchangeView } from '../view.js';

/** What one exchange shows about one capability. */
export interface CapabilityObservation {
  readonly present: boolean;
  /** What was seen, as a sentence without the exchange. */
  readonly evidence: string;
}

/** How a capability is recognised in an exchange. Null: the exchange shows nothing either way. */
export type CapabilitySign = (view: ExchangeView) => CapabilityObservation | null;

/** Statuses that say "not that request", as opposed to "not you", "not now" and "not so large". */
const refusing = new Set([400, 404, 405, 409, 415, 422, 501]);
const quotedLength = 160;

/** A sign of a request member: absent where a valid request that uses it is refused because of it. */
export function member(parts: {
  /** Whether the request makes use of it. */
  readonly used: (body: JsonObject) => boolean;
  /** Paths of the member as `error.param` would name them. */
  readonly params: readonly string[];
  /** Words that a message uses for it; the params where left out. */
  readonly words?: readonly string[];
  /** What the accepted answer shows of it; null: nothing to be seen. */
  readonly shown: (view: ExchangeView) => string | null;
  /** What the accepted answer to a request that used it says against it; null: nothing. */
  readonly denied?: (view: ExchangeView) => string | null;
}): CapabilitySign {
  return (view) => {
    if (view.exchange.operation !== 'create-response' || view.answer === null) return null;
    if (view.accepted) {
      const seen = parts.shown(view);
      if (seen !== null) return observed(true, seen);
    }
    if (view.body === null || view.exchange.intent.validity !== 'valid' || !parts.used(view.body))
      return null;
    if (view.accepted) {
      const denial = parts.denied?.(view) ?? null;
      return denial === null ? null : observed(false, denial);
    }
    return refusalNames(view, parts.params, parts.words ?? parts.params)
      ? observed(false, refusalText(view))
      : null;
  };
}

/** A sign of a request member that the response repeats. */
export function echoed(name: string): CapabilitySign {
  return member({
    used: (body) => (body[name] ?? null) !== null,
    params: [name],
    shown: (view) =>
      (view.body?.[name] ?? null) !== null && (shownMember(view, name) ?? null) !== null
        ? `${name} is echoed`
        : null,
  });
}

/**
 * A sign of a request member that names something which a test cannot make: present where a request that names it wrongly
 * is refused for what is inside the member; absent where the member itself is unknown.
 */
export function referring(name: string): CapabilitySign {
  const plain = echoed(name);
  return (view) => {
    const seen = plain(view);
    if (seen !== null || view.body === null || (view.body[name] ?? null) === null) return seen;
    if (view.exchange.operation !== 'create-response' || !refusalNames(view, [name], [name])) return null;
    const named = view.error?.value['param'];
    const inside = typeof named === 'string' && named !== name;
    if (saysUnsupported(view) || /unknown (parameter|field)/i.test(messageOf(view)))
      return observed(false, refusalText(view));
    return inside || /not found|no such|does not exist/i.test(messageOf(view)) || view.status === 404
      ? observed(true, `what ${name} names was looked for: ${refusalText(view)}`)
      : null;
  };
}

/** A sign of an operation: absent where a valid request for something that exists is not routed, present on 2xx. */
export function operation(name: Operation): CapabilitySign {
  return (view) => {
    if (view.exchange.operation !== name || view.answer === null) return null;
    if (view.accepted) return observed(true, `${name} was answered ${view.answer.status}`);
    if (view.exchange.intent.validity !== 'valid') return null;
    return [404, 405, 501].includes(view.answer.status) || saysUnsupported(view)
      ? observed(false, `${name} was ${refusalText(view)}`)
      : null;
  };
}

/** Several signs of one capability; presence in any of them counts first. */
export function either(...signs: readonly CapabilitySign[]): CapabilitySign {
  return (view) => {
    const found = signs.flatMap((sign) => sign(view) ?? []);
    return found.find(({ present }) => present) ?? found[0] ?? null;
  };
}

/** An observation with what it rests on. */
export function observed(present: boolean, evidence: string): CapabilityObservation {
  return { present, evidence };
}

/** Whether the answer refuses the request because of one of these members: `param` names it, or the message does. */
export function refusalNames(
  view: ExchangeView,
  params: readonly string[],
  words: readonly string[],
): boolean {
  const { answer } = view;
  if (answer === null || view.accepted) return false;
  if (!refusing.has(answer.status) && !(answer.status === 500 && saysUnsupported(view))) return false;
  const named = view.error?.value['param'];
  if (typeof named === 'string' && named !== '') {
    return params.some((param) => isPathInside(named, param));
  }
  const text = messageOf(view);
  return words.some((word) => mentions(text, word));
}

/** How the answer refused, shortened. */
export function refusalText(view: ExchangeView): string {
  const text = messageOf(view).replace(/\s+/g, ' ').trim();
  const shortened = text.length > quotedLength ? `${text.slice(0, quotedLength)}…` : text;
  return `answered ${view.answer?.status ?? 'nothing'}${shortened === '' ? '' : ` (${shortened})`}`;
}

/** Whether the text mentions a word as a word of its own: `stream` is not in `upstream`, nor in `stream_options`. */
function mentions(text: string, word: string): boolean {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(^|[^a-z0-9_])${escaped}($|[^a-z0-9_])`, 'i').test(text);
}

/** A member of the final Response object; undefined where there is none. */
export function shownMember(view: ExchangeView, member: string): JsonValue | undefined {
  return view.response?.value[member];
}

/** Whether any entry of an array member has one of these types. */
export function hasTyped(value: JsonValue | undefined, types: readonly string[]): boolean {
  return (
    Array.isArray(value) &&
    value.some(
      (entry) => isObject(entry) && typeof entry['type'] === 'string' && types.includes(entry['type']),
    )
  );
}

/** Whether a refusal says that the thing itself is not known or not supported. */
export function saysUnsupported(view: ExchangeView): boolean {
  return /not (yet )?(supported|implemented|available|enabled)|unsupported|unimplemented|unknown (url|route|endpoint)|no such (route|endpoint)/i.test(
    messageOf(view),
  );
}

function messageOf(view: ExchangeView): string {
  const { error, answer } = view;
  if (error === null) return answer?.text.slice(0, 4096) ?? '';
  const { message, code } = error.value;
  return [message, code].filter((part) => typeof part === 'string').join(' ');
}

function isPathInside(named: string, param: string): boolean {
  const path = named.replace(/^body[./]|^\//, '').replaceAll('/', '.');
  return path === param || path.startsWith(`${param}.`) || path.startsWith(`${param}[`);
}
