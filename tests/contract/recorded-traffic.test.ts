import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createParser } from 'eventsource-parser';
import { describe, expect, test } from 'vitest';
import type { DialectName, ToleratedDeviation } from '../../schemas/dialect.js';
import { dialect } from '../../schemas/dialects.js';
import { isObject, type JsonValue, numberAt, objectAt } from '../../schemas/json.js';
import type { RootName, SchemaViolation } from '../../schemas/validator.js';
import { validators } from '../../schemas/validators.js';
import { pointerMatches } from '../../suites/engine/tolerance.js';
import { parsedJson } from '../../suites/structured-output/fits.js';
import { recordings, recordingsPresent } from '../recordings/recorded.js';

interface Entry {
  readonly request: { readonly url: string; readonly postData?: { readonly text?: string } };
  readonly response: {
    readonly status: number | null;
    readonly headers: readonly { readonly name: string; readonly value: string }[];
    readonly content: { readonly mimeType?: string; readonly text?: string };
  };
  readonly _requestRecorded?: boolean;
  readonly _fidelity: string;
}

/** A value of a recorded exchange with the root that it has to fit. */
interface Recorded {
  readonly root: RootName;
  readonly value: JsonValue;
  /** Where the value stands in its exchange, as findings say it. */
  readonly prefix: string;
}

function read(file: string): readonly Entry[] {
  return JSON.parse(readFileSync(join(recordings, file), 'utf8')).log.entries;
}

function recordedValues({ request, response, _requestRecorded }: Entry): readonly Recorded[] {
  const counts = new URL(request.url).pathname.endsWith('/input_tokens');
  const values: Recorded[] = [];
  const body = parsedJson(request.postData?.text ?? '');
  // What the service accepted is a valid request.
  if (response.status === 200 && _requestRecorded !== false && body !== undefined) {
    values.push({ root: counts ? 'CountInputTokens' : 'CreateResponse', value: body, prefix: '/request' });
  }
  const { mimeType = '', text = '' } = response.content;
  if (mimeType.includes('event-stream')) {
    const parser = createParser({
      onEvent: ({ data }) => {
        const value = parsedJson(data);
        if (value !== undefined)
          values.push({ root: 'StreamEvent', value, prefix: `/events/${values.length}` });
      },
    });
    parser.feed(`${text}\n\n`);
    return values;
  }
  const answer = parsedJson(text);
  if (answer === undefined) return values;
  const accepted = response.status === 200 || (isObject(answer) && answer['object'] === 'response');
  const root = accepted ? (counts ? 'InputTokenCount' : 'Response') : 'ErrorBody';
  return [...values, { root, value: answer, prefix: '' }];
}

function answeredAt(entry: Entry, values: readonly Recorded[]): number {
  const dated = entry.response.headers.find(({ name }) => name.toLowerCase() === 'date')?.value;
  if (dated !== undefined) return Date.parse(dated);
  const created = values.map(
    ({ value }) =>
      numberAt(value, 'created_at') ?? numberAt(objectAt(value, 'response') ?? undefined, 'created_at'),
  );
  return (created.find((time) => time !== null) ?? 0) * 1000;
}

// Bodies and events alone are fixtures: their authors cut them down to the members that they test with.
function isCut({ _fidelity }: Entry, { keyword }: SchemaViolation): boolean {
  return keyword === 'required' && ['body-only', 'events-only'].includes(_fidelity);
}

function excuse(
  name: DialectName,
  pointer: string,
  { keyword }: SchemaViolation,
  exchange: string,
  answered: number,
): ToleratedDeviation | undefined {
  return dialect(name).tolerated.find(
    (entry) =>
      pointerMatches(entry.where, pointer) &&
      (entry.keyword === undefined || entry.keyword === keyword) &&
      (entry.answeredBefore === undefined || answered < Date.parse(entry.answeredBefore)) &&
      (entry.exchanges === undefined || entry.exchanges.some((pattern) => pattern === `*${exchange}`)),
  );
}

const vendors: readonly (readonly [DialectName, RegExp])[] = [
  ['openai', /\.openai\.har$/],
  ['azure-openai', /\.azure\.har$/],
];

describe.skipIf(!recordingsPresent)('recorded traffic fits the schemas of its dialect', () => {
  test.each(vendors)('%s', (name, files) => {
    const silent: string[] = [];
    const excused = new Map<ToleratedDeviation, number>();
    const cut = new Set<string>();
    let values = 0;
    let exchanges = 0;
    for (const file of readdirSync(recordings).filter((candidate) => files.test(candidate))) {
      for (const [index, entry] of read(file).entries()) {
        const found = recordedValues(entry);
        exchanges += 1;
        values += found.length;
        for (const { root, value, prefix } of found) {
          for (const violation of validators(name).root(root)(value)) {
            const pointer = prefix + violation.pointer;
            const entryOf = excuse(name, pointer, violation, `${file}#${index}`, answeredAt(entry, found));
            if (isCut(entry, violation)) cut.add(`${file}#${index}`);
            else if (entryOf === undefined) silent.push(`${file}#${index} ${pointer}: ${violation.expected}`);
            else excused.set(entryOf, (excused.get(entryOf) ?? 0) + 1);
          }
        }
      }
    }
    const times = [...excused.values()].reduce((sum, count) => sum + count, 0);
    console.log(
      `${name}: ${exchanges} exchanges, ${values} values, ${excused.size} tolerated deviations, ${times} times`,
    );
    console.log(`  members missing from fixtures that were cut: ${[...cut].join(', ') || 'none'}`);
    for (const [entry, count] of excused) console.log(`  ${entry.where}: ${count} times; ${entry.reason}`);
    expect(silent).toEqual([]);
    expect(values).toBeGreaterThan(40);
    expect(excused.size).toBeLessThan(6);
    expect(cut.size).toBeLessThan(12);
  });
});
