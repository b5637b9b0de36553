import { isObject, type JsonValue, pointer, pointerTokens, valueAt } from '../schemas/json.js';
import type { FindingResult } from '../suites/engine/results.js';
import type { Exchange, Frame } from '../targets/exchange.js';
import { shortened } from './inert-text.js';

const mostLines = 14;
const mostLetters = 160;
/** Mark in front of the line that a finding is about. */
const mark = '>';

/** What came back around the place that a finding names, a few lines with the place marked; empty where nothing came. */
export function excerptOf(finding: FindingResult, exchange: Exchange): readonly string[] {
  if (finding.excerpt !== undefined && finding.excerpt.length > 0) return finding.excerpt.slice(0, mostLines);
  const { answer } = exchange;
  if (answer === null) return [`${mark} no answer: ${exchange.noAnswer?.detail ?? 'unknown'}`];
  const tokens = pointerTokens(finding.pointer);
  const [first] = tokens;
  const status = `HTTP ${answer.status}`;
  if (first === 'events' && answer.stream !== null) {
    return eventExcerpt(answer.stream.frames, Number(tokens[1]), tokens.slice(2));
  }
  // The status line is meant, unless the answer itself has a member of that name and the finding is about its value.
  const isMember = isObject(answer.json) && 'status' in answer.json && typeof finding.actual !== 'number';
  if (first === 'status' && !isMember) return [`${mark} ${status}`, ...bodyStart(answer.text)];
  if (first === 'headers') return [status, ...headerLines(answer.headers, tokens[1] ?? '')];
  if (isObject(answer.json) || Array.isArray(answer.json))
    return [status, ...jsonExcerpt(answer.json, tokens)];
  if (answer.stream !== null) return [status, ...eventExcerpt(answer.stream.frames, Number.NaN, [])];
  return [status, ...bodyStart(answer.text).map((line) => `${mark} ${line}`)];
}

function eventExcerpt(frames: Iterable<Frame>, blamed: number, inside: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let index = 0;
  for (const frame of frames) {
    if (Number.isNaN(blamed) ? index >= 6 : index > blamed + 2) break;
    if (Number.isNaN(blamed) || Math.abs(index - blamed) <= 2) {
      const pointed = index === blamed;
      const start = `${pointed ? mark : ' '} /events/${index} ${frame.event ?? '(no event name)'} `;
      lines.push(shortened(`${start}${frame.data}`, mostLetters));
      if (pointed && inside.length > 0) lines.push(...pointedInside(frame.data, inside));
    }
    index += 1;
  }
  return lines;
}

function pointedInside(data: string, tokens: readonly string[]): readonly string[] {
  let parsed: JsonValue;
  try {
    parsed = JSON.parse(data) as JsonValue;
  } catch {
    return [];
  }
  const found = valueAt(parsed, pointer(...tokens));
  const shown = found === undefined ? '(absent)' : JSON.stringify(found);
  return [shortened(`    ${pointer(...tokens)}: ${shown}`, mostLetters)];
}

// The object that holds the place is shown member by member; what stands further out or in is cut short.
function jsonExcerpt(json: JsonValue, tokens: readonly string[]): readonly string[] {
  let holder = tokens.slice(0, -1);
  while (holder.length > 0 && valueAt(json, pointer(...holder)) === undefined) holder = holder.slice(0, -1);
  const value = valueAt(json, pointer(...holder)) ?? json;
  const blamed = tokens[holder.length] ?? null;
  const members = Array.isArray(value)
    ? value.map((entry: JsonValue, index) => [String(index), entry] as const)
    : isObject(value)
      ? Object.entries(value)
      : [];
  const shown = members.map(([name, entry]) => memberLine(name, entry ?? null, name === blamed));
  const absent = blamed !== null && !members.some(([name]) => name === blamed);
  const lines = [...shown, ...(absent ? [`${mark}   "${blamed}": (absent)`] : [])];
  return [`  ${pointer(...holder) === '' ? 'body' : pointer(...holder)}:`, ...around(lines)];
}

function memberLine(name: string, value: JsonValue, blamed: boolean): string {
  return shortened(`${blamed ? mark : ' '}   "${name}": ${JSON.stringify(value)}`, mostLetters);
}

function around(lines: readonly string[]): readonly string[] {
  const room = mostLines - 2;
  if (lines.length <= room) return lines;
  const at = lines.findIndex((line) => line.startsWith(mark));
  const from = Math.max(0, Math.min(at - Math.floor(room / 2), lines.length - room));
  return [
    ...(from > 0 ? [`    … ${from} more`] : []),
    ...lines.slice(from, from + room),
    ...(from + room < lines.length ? [`    … ${lines.length - from - room} more`] : []),
  ];
}

function headerLines(headers: readonly (readonly [string, string])[], blamed: string): readonly string[] {
  const lines = headers.map(([name, value]) =>
    shortened(`${name.toLowerCase() === blamed.toLowerCase() ? mark : ' '} ${name}: ${value}`, mostLetters),
  );
  if (lines.some((line) => line.startsWith(mark))) return around(lines);
  return [...around(lines), `${mark} ${blamed}: (absent)`];
}

function bodyStart(text: string): readonly string[] {
  const lines = text.split('\n').slice(0, 6);
  return text === '' ? ['(empty body)'] : lines.map((line) => shortened(line, mostLetters));
}
