import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Call } from './call.js';
import type { Exchange } from './exchange.js';
import type { Redaction } from './redaction.js';
import { bodyBytes, recordedRequest, wireRequest } from './request-maker.js';
import type { Target } from './target.js';
import { exchangeOfLine } from './transcript.js';

/** What an earlier part of a run has sent and got. */
export interface EarlierExchanges {
  /** The recorded exchange of the very same request; null where it was not sent, or must be sent again. */
  readonly answerTo: (call: Call) => Promise<Exchange | null>;
}

/** For a run that begins. */
export const noneEarlier: EarlierExchanges = { answerTo: async () => null };

/**
 * The exchanges of a transcript that `wanted` lets through, found by id. Only their places are in memory; where an id stands
 * twice, the later one counts. A request is the same when method, path, query and body are, ids made by the server included.
 */
export async function earlierExchanges(
  path: string,
  wanted: (exchange: Exchange) => boolean,
  target: Target,
  redaction: () => Redaction,
): Promise<EarlierExchanges> {
  const folder = dirname(path);
  const places = new Map<string, Place>();
  for await (const place of placesIn(path)) {
    const exchange = await exchangeAt(path, place, folder);
    if (exchange === null) continue;
    if (wanted(exchange)) places.set(exchange.id, place);
    else places.delete(exchange.id);
  }
  return {
    answerTo: async (call) => {
      const place = places.get(call.id);
      if (place === undefined) return null;
      const exchange = await exchangeAt(path, place, folder);
      return exchange !== null && isSame(call, exchange, target, redaction()) ? exchange : null;
    },
  };
}

function isSame(call: Call, { request }: Exchange, target: Target, redaction: Redaction): boolean {
  const sent = recordedRequest(target, call, wireRequest(target, call, null, bodyBytes(call)), redaction);
  const told = ({ method, path, query, body, text }: typeof sent) => ({ method, path, query, body, text });
  // A transcript has passed through JSON: members that are undefined are not there.
  return isDeepStrictEqual(JSON.parse(JSON.stringify(told(sent))), JSON.parse(JSON.stringify(told(request))));
}

/** Bytes of one line. */
interface Place {
  readonly from: number;
  readonly length: number;
}

async function exchangeAt(path: string, { from, length }: Place, folder: string): Promise<Exchange | null> {
  const file = await open(path);
  try {
    const bytes = Buffer.alloc(length);
    await file.read(bytes, 0, length, from);
    return exchangeOfLine(bytes.toString('utf8'), folder);
  } finally {
    await file.close();
  }
}

// A last line without its end, as a killed run leaves it, is no line.
async function* placesIn(path: string): AsyncGenerator<Place> {
  let from = 0;
  let offset = 0;
  for await (const piece of createReadStream(path)) {
    const bytes = piece as Buffer;
    for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) {
      const end = offset + at;
      if (end > from) yield { from, length: end - from };
      from = end + 1;
    }
    offset += bytes.length;
  }
}
