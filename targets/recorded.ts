import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DialectName } from '../schemas/dialect.js';
import type { Exchange } from './exchange.js';
import { harEntries, isHar } from './har.js';
import { isNockFixture, nockEntries } from './nock-fixture.js';
import { addEntrySecrets, isJudged, type RecordedEntry, recordedExchange } from './recorded-exchange.js';
import { secretStore } from './redaction.js';
import { readTranscript } from './transcript.js';
import { UsageError } from './usage-error.js';

type RecordingFormat = 'har' | 'nock' | 'transcript';

/** A file of recorded traffic. */
export interface Recording {
  readonly format: RecordingFormat;
  /** The exchanges in the order of the file, without secrets. May be walked more than once. */
  readonly exchanges: () => AsyncIterable<Exchange>;
  /** Entries of the file that are no traffic of the Responses API, or whose body it does not hold. */
  readonly ignored: number;
}

const kinds = 'a HAR 1.2 file, a transcript of this suite (NDJSON) or a nock fixture';

/**
 * Opens a file of recorded traffic, whose format is told from its content. The dialect of each exchange is told from its URL
 * unless it is given. Throws a `UsageError` where the file cannot be read or is none of the formats.
 */
export async function openRecording(path: string, dialect: DialectName | null = null): Promise<Recording> {
  if (await isTranscript(path)) {
    return { format: 'transcript', exchanges: () => transcriptExchanges(path, dialect), ignored: 0 };
  }
  const value = await parsedFile(path);
  const file = basename(path);
  if (isHar(value)) return recording('har', [...harEntries(value, file)], dialect);
  if (isNockFixture(value)) return recording('nock', [...nockEntries(value, file)], dialect);
  throw new UsageError(`${path} is JSON, but not recorded traffic; give ${kinds}`);
}

function recording(
  format: RecordingFormat,
  entries: readonly (RecordedEntry | null)[],
  dialect: DialectName | null,
): Recording {
  const judged = entries.filter((entry): entry is RecordedEntry => entry !== null && isJudged(entry));
  const secrets = secretStore();
  for (const entry of judged) addEntrySecrets(secrets, entry);
  const redaction = secrets.redaction();
  return {
    format,
    exchanges: async function* exchanges() {
      for (const entry of judged) yield recordedExchange(entry, dialect, redaction);
    },
    ignored: entries.length - judged.length,
  };
}

/** Our own transcripts hold no secrets, but a file may have been made or changed by something else. */
async function* transcriptExchanges(path: string, dialect: DialectName | null): AsyncGenerator<Exchange> {
  const redaction = secretStore().redaction();
  for await (const exchange of readTranscript(path)) {
    const { request, answer } = exchange;
    yield {
      ...exchange,
      dialect: dialect ?? exchange.dialect,
      request: {
        ...request,
        headers: redaction.headers(request.headers),
        query: redaction.query(request.query),
        url: redaction.url(request.url),
      },
      answer: answer === null ? null : { ...answer, headers: redaction.headers(answer.headers) },
    };
  }
}

/** A transcript is told from its first line, so that a long one is not read whole. */
async function isTranscript(path: string): Promise<boolean> {
  let start = '';
  try {
    for await (const piece of createReadStream(path, { encoding: 'utf8' })) {
      start += String(piece);
      if (start.includes('\n')) break;
    }
  } catch (error) {
    throw new UsageError(`cannot read ${path} (${(error as Error).message}); give ${kinds}`, {
      cause: error,
    });
  }
  try {
    const first: unknown = JSON.parse(start.split('\n', 1)[0] ?? '');
    return typeof first === 'object' && first !== null && 'scenario' in first && 'answer' in first;
  } catch {
    return false; // Not one JSON value a line; whether it is JSON at all is found out next.
  }
}

async function parsedFile(path: string): Promise<unknown> {
  try {
    return JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UsageError(`${path} is not JSON (${(error as Error).message}); give ${kinds}`, {
      cause: error,
    });
  }
}
