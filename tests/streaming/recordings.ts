import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { DialectName } from '../../schemas/dialect.js';
import { isObject, type JsonValue } from '../../schemas/json.js';
import { eventStreamReader } from '../../targets/event-stream.js';
import { type Exchange, type Frame, operationOf, unknownIntent } from '../../targets/exchange.js';

/** Recorded traffic beside the project; absent in a plain checkout. */
const folder = new URL('../../../shared/recordings/', import.meta.url);

/** Whether the recordings are there. */
export const recordingsPresent = existsSync(folder);

interface HarEntry {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly { readonly name: string; readonly value: string }[];
    readonly postData?: { readonly text?: string };
  };
  readonly response: {
    readonly status: number;
    readonly headers: readonly { readonly name: string; readonly value: string }[];
    readonly content: { readonly text?: string };
  };
  readonly _vendor: string;
  readonly _fidelity: Exchange['fidelity'];
  readonly _requestRecorded: boolean;
}

/** The recorded streams of the files whose names end in `.<vendor>.har`. */
export function recordedStreams(vendor: string): readonly Exchange[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(`.${vendor}.har`))
    .toSorted()
    .flatMap((name) => {
      const har = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { log: { entries: HarEntry[] } };
      return har.log.entries.flatMap((entry, index) => {
        const exchange = exchangeOf(entry, `${name}#${index}`);
        return exchange.answer?.stream === null ? [] : [exchange];
      });
    });
}

function exchangeOf(entry: HarEntry, id: string): Exchange {
  const url = new URL(entry.request.url);
  const path = url.pathname.slice(Math.max(0, url.pathname.lastIndexOf('/responses')));
  const text = entry.response.content.text ?? '';
  const streamed = /^(event|data|:)/.test(text);
  const body = entry._requestRecorded ? parsed(entry.request.postData?.text) : undefined;
  return {
    id,
    scenario: id,
    dialect: dialectOf(url),
    fidelity: entry._fidelity,
    operation: operationOf(entry.request.method, path),
    intent: unknownIntent,
    request: {
      method: entry.request.method,
      url: entry.request.url,
      path,
      query: [...url.searchParams].map(([name, value]) => [name, value] as const),
      headers: [],
      ...(body === undefined ? {} : { body }),
      text: null,
      recorded: entry._requestRecorded,
    },
    answer: {
      status: entry.response.status,
      headers: entry.response.headers.map(({ name, value }) => [name, value] as const),
      text: streamed ? '' : text,
      ...(streamed ? {} : { json: parsed(text) ?? null }),
      jsonProblem: null,
      stream: streamed ? streamOf(text) : null,
      ending: 'complete',
      endingDetail: null,
      bytes: text.length,
    },
    noAnswer: null,
    waitedOut: [],
    timing: { startedAt: '2026-01-01T00:00:00.000Z', headersMs: null, totalMs: null, concurrent: 1 },
  };
}

function dialectOf({ hostname, pathname }: URL): DialectName {
  if (pathname.includes('/api/projects/')) return 'azure-foundry';
  return /\.(openai|cognitiveservices|services\.ai)\.azure\.com$/.test(hostname) ? 'azure-openai' : 'openai';
}

/** A stream from its text, read as the client reads bytes. */
function streamOf(text: string): NonNullable<NonNullable<Exchange['answer']>['stream']> {
  const frames: Frame[] = [];
  const reader = eventStreamReader((frame) => frames.push(frame));
  reader.push(new TextEncoder().encode(text), null);
  return { frames, framing: reader.end() };
}

function parsed(text: string | undefined): JsonValue | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
