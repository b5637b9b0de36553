import { isObject, type JsonValue } from '../schemas/json.js';
import { type SecretScanner, type SecretSpan, withoutSpans } from './secret-scan.js';

/** A string of a JSON value that is being redacted, and what becomes of it. */
interface Leaf {
  readonly text: string;
  edited: string | null;
}

/**
 * Takes secrets out of a JSON value: out of every string, every member name, and out of strings that spell a secret when
 * joined in the order of the document (parts of a text, tokens of logprobs). Gives the very same value where
 * nothing was found. The value must not be nested deeper than the stack allows.
 */
export function redactedJson(value: JsonValue, scanner: SecretScanner): JsonValue {
  const leaves = new Map<string, Leaf[]>();
  let found = collect(value, '', leaves, scanner);
  for (const row of leaves.values()) found = redactRow(row, scanner) || found;
  if (!found) return value;
  const rows = new Map([...leaves].map(([name, row]) => [name, row.values()]));
  return rebuilt(value, '', rows, scanner);
}

// Strings that belong together are those of one member in one kind of list: `token` of `logprobs` is not joined
// with `token` of `top_logprobs` inside it.
function listOf(name: string): string {
  return `${name.slice(name.lastIndexOf('/') + 1)}/`;
}

function memberOf(name: string, member: string): string {
  return `${name.slice(0, name.indexOf('/') + 1)}${member.replaceAll('/', ' ')}`;
}

/** Gathers the strings by their place; tells whether a member name itself holds a secret. */
function collect(
  value: JsonValue,
  name: string,
  leaves: Map<string, Leaf[]>,
  scanner: SecretScanner,
): boolean {
  if (typeof value === 'string') {
    const row = leaves.get(name);
    if (row === undefined) leaves.set(name, [{ text: value, edited: null }]);
    else row.push({ text: value, edited: null });
    return false;
  }
  if (Array.isArray(value)) {
    let found = false;
    for (const entry of value) found = collect(entry, listOf(name), leaves, scanner) || found;
    return found;
  }
  if (!isObject(value)) return false;
  let found = false;
  for (const [member, entry] of Object.entries(value)) {
    if (scanner.find(member).spans.length > 0) found = true;
    if (entry !== undefined) found = collect(entry, memberOf(name, member), leaves, scanner) || found;
  }
  return found;
}

function redactRow(row: readonly Leaf[], scanner: SecretScanner): boolean {
  const [only] = row;
  const text = row.length === 1 && only !== undefined ? only.text : row.map((leaf) => leaf.text).join('');
  const { spans } = scanner.find(text);
  if (spans.length === 0) return false;
  let offset = 0;
  let next = 0;
  for (const leaf of row) {
    const end = offset + leaf.text.length;
    const own: SecretSpan[] = [];
    while (next < spans.length) {
      const span = spans[next];
      if (span === undefined || span.start >= end) break;
      own.push(part(span, offset, end));
      if (span.end > end) break;
      next += 1;
    }
    if (own.length > 0) leaf.edited = withoutSpans(leaf.text, own);
    offset = end;
  }
  return true;
}

/** The part of a span that lies between two offsets; only the part that begins it carries the mark. */
export function part(span: SecretSpan, offset: number, end: number): SecretSpan {
  return {
    start: Math.max(span.start, offset) - offset,
    end: Math.min(span.end, end) - offset,
    mark: span.start >= offset ? span.mark : '',
    whole: span.whole,
  };
}

function rebuilt(
  value: JsonValue,
  name: string,
  rows: ReadonlyMap<string, Iterator<Leaf>>,
  scanner: SecretScanner,
): JsonValue {
  if (typeof value === 'string') {
    const leaf: Leaf | undefined = rows.get(name)?.next().value;
    return leaf?.edited ?? value;
  }
  if (Array.isArray(value))
    return value.map((entry: JsonValue) => rebuilt(entry, listOf(name), rows, scanner));
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([member, entry]): [string, JsonValue | undefined] => [
    withoutSpans(member, scanner.find(member).spans),
    entry === undefined ? undefined : rebuilt(entry, memberOf(name, member), rows, scanner),
  ]);
  // A token of logprobs is spelled twice more: as bytes, and first among its alternatives.
  const tokenChanged = members.some(([member, entry]) => member === 'token' && entry !== value['token']);
  return Object.fromEntries(
    tokenChanged
      ? members.map(([member, entry]) => (Array.isArray(entry) ? [member, []] : [member, entry]))
      : members,
  );
}
