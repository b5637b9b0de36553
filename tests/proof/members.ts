import { isObject, type JsonValue } from '../../schemas/json.js';
import { parsedJson } from '../../suites/structured-output/fits.js';
import type { Exchange } from '../../targets/exchange.js';
import { type Disturbance, harmful } from './disturbances.js';

/** Every member of these answers: left out, emptied, and of another type, wherever it stands. */
export function brokenMembers(exchanges: readonly Exchange[]): readonly Disturbance[] {
  const names = new Set<string>();
  for (const { answer } of exchanges) {
    gatherNames(answer?.json ?? null, names);
    for (const { data } of answer?.stream?.frames ?? []) gatherNames(parsedJson(data) ?? null, names);
  }
  return [...names].toSorted().flatMap((name) => [
    harmful(
      `without ${name}`,
      breaking(name, () => undefined),
    ),
    harmful(`${name} emptied`, breaking(name, emptied)),
    harmful(`${name} of another type`, breaking(name, ofAnotherType)),
  ]);
}

function gatherNames(value: JsonValue, names: Set<string>): void {
  if (Array.isArray(value)) for (const entry of value) gatherNames(entry, names);
  if (!isObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    names.add(name);
    gatherNames(inner ?? null, names);
  }
}

type ChangeOfValue = (value: JsonValue) => JsonValue | undefined;

// Exchanges that do not have the member come back as they are.
function breaking(name: string, change: ChangeOfValue): Disturbance['disturb'] {
  const sign = `"${name}"`;
  return (exchange) => {
    const { answer } = exchange;
    if (answer === null) return exchange;
    if (answer.stream !== null) {
      const frames = [...answer.stream.frames];
      if (!frames.some(({ data }) => data.includes(sign))) return exchange;
      const broken = frames.map((frame) => ({ ...frame, data: brokenText(frame.data, name, change) }));
      return { ...exchange, answer: { ...answer, stream: { ...answer.stream, frames: broken } } };
    }
    if (answer.json === undefined || !answer.text.includes(sign)) return exchange;
    const json = changed(answer.json, name, change);
    return { ...exchange, answer: { ...answer, json, text: JSON.stringify(json) } };
  };
}

function brokenText(text: string, name: string, change: ChangeOfValue): string {
  const value = parsedJson(text);
  return value === undefined ? text : JSON.stringify(changed(value, name, change));
}

function changed(value: JsonValue, name: string, change: ChangeOfValue): JsonValue {
  if (Array.isArray(value)) return value.map((entry) => changed(entry, name, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const after = key === name ? change(inner ?? null) : changed(inner ?? null, name, change);
      return after === undefined ? [] : [[key, after]];
    }),
  );
}

function emptied(value: JsonValue): JsonValue {
  if (typeof value === 'string') return '';
  if (Array.isArray(value)) return [];
  return isObject(value) ? {} : value;
}

function ofAnotherType(value: JsonValue): JsonValue {
  if (typeof value === 'number') return 'seven';
  if (typeof value === 'boolean') return 'yes';
  if (Array.isArray(value)) return {};
  return isObject(value) ? [] : 7;
}
