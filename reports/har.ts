import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type * as HarFormat from 'har-format';
import type { Exchange, Frame } from '../targets/exchange.js';
import type { Header } from '../targets/transport.js';
import { headerValue } from '../targets/transport.js';
import { bodyText } from './curl.js';
import { suiteVersion } from './suite-version.js';

/** An entry with the custom members that `judge` understands. */
interface ExportedEntry extends HarFormat.Entry {
  readonly _exchange: string;
  readonly _fidelity: string;
  readonly _requestRecorded: boolean;
}

/** Writes exchanges as HAR 1.2, one after the other, so that a long transcript needs no memory. */
export async function writeHar(file: string, exchanges: AsyncIterable<Exchange>): Promise<void> {
  const stream = createWriteStream(file);
  const creator = JSON.stringify({ name: 'responses-conformance', version: suiteVersion() });
  stream.write(`{"log":{"version":"1.2","creator":${creator},"entries":[`);
  let separator = '\n';
  for await (const exchange of exchanges) {
    if (!stream.write(separator + JSON.stringify(harEntry(exchange)))) await once(stream, 'drain');
    separator = ',\n';
  }
  stream.end('\n]}}\n');
  await once(stream, 'finish');
}

/** One exchange as a HAR entry. An exchange without an answer has status 0, as browsers export it. */
function harEntry(exchange: Exchange): ExportedEntry {
  const { request, answer, timing } = exchange;
  const wait = timing.headersMs ?? -1;
  const total = timing.totalMs ?? 0;
  const receive = timing.headersMs === null ? 0 : Math.max(0, total - timing.headersMs);
  return {
    startedDateTime: timing.startedAt,
    time: total,
    request: harRequest(exchange),
    response: {
      status: answer?.status ?? 0,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairs(answer?.headers ?? []),
      content: harContent(exchange),
      redirectURL: headerValue(answer?.headers ?? [], 'location') ?? '',
      headersSize: -1,
      bodySize: answer?.bytes ?? -1,
    },
    cache: {},
    timings: { send: 0, wait: Math.max(0, wait), receive },
    _exchange: exchange.id,
    // A stream is written down anew from its events: its framing is no longer the original one.
    _fidelity: answer?.stream == null || exchange.fidelity !== 'wire' ? exchange.fidelity : 'events-only',
    _requestRecorded: request.recorded,
  };
}

function harRequest(exchange: Exchange): HarFormat.Request {
  const { request } = exchange;
  const text = bodyText(exchange);
  const mimeType = headerValue(request.headers, 'content-type') ?? 'application/json';
  return {
    method: request.method,
    url: request.url,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: pairs(request.headers),
    queryString: pairs(request.query),
    ...(text === null ? {} : { postData: { mimeType, text } }),
    headersSize: -1,
    bodySize: text === null ? 0 : Buffer.byteLength(text),
  };
}

function harContent({ answer }: Exchange): HarFormat.Content {
  if (answer === null) return { size: 0, mimeType: 'x-unknown', text: '' };
  const text = answer.stream === null ? answer.text : framesText(answer.stream.frames);
  const mimeType = headerValue(answer.headers, 'content-type') ?? 'x-unknown';
  return { size: Buffer.byteLength(text), mimeType, text };
}

function framesText(frames: Iterable<Frame>): string {
  const parts: string[] = [];
  for (const { id, event, data } of frames) {
    const lines = [
      ...(id === undefined ? [] : [`id: ${id}`]),
      ...(event === null ? [] : [`event: ${event}`]),
      ...data.split('\n').map((line) => `data: ${line}`),
    ];
    parts.push(`${lines.join('\n')}\n\n`);
  }
  return parts.join('');
}

function pairs(headers: readonly Header[]): { name: string; value: string }[] {
  return headers.map(([name, value]) => ({ name, value }));
}
