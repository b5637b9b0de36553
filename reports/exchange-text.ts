import type { Exchange, Frame } from '../targets/exchange.js';
import type { Header } from '../targets/transport.js';
import { bodyText } from './curl.js';
import { shortened } from './inert-text.js';

/** An exchange as a reader wants to see it: request and answer one below the other, JSON indented, events with their times. */
export function exchangeText(exchange: Exchange, most = 60_000): string {
  const { request, timing, intent } = exchange;
  const aim =
    intent.violation === null
      ? []
      : [`# sent to be refused: ${intent.violation.pointer || '(whole body)'} ${intent.violation.keyword}`];
  const waited = exchange.waitedOut.map(
    ({ status, reason }) => `# waited out: ${status ?? reason ?? 'no connection'}`,
  );
  const lines = [
    `# ${exchange.id}  ${timing.startedAt}`,
    ...aim,
    ...waited,
    `${request.method} ${request.url}`,
    ...headerText(request.headers),
    '',
    shortened(indented(request.body, bodyText(exchange) ?? ''), most / 3),
    '',
    ...answerLines(exchange, most),
  ];
  return shortened(lines.join('\n'), most);
}

/** The answer of an exchange: status, headers, then the body as it came or the events one by one. */
export function answerText(exchange: Exchange, most = 1_000_000): string {
  return shortened(answerLines(exchange, most).join('\n'), most);
}

function answerLines({ answer, noAnswer, timing }: Exchange, most: number): readonly string[] {
  if (answer === null) return [`# no answer (${noAnswer?.reason ?? 'unknown'}): ${noAnswer?.detail ?? ''}`];
  const took = timing.totalMs === null ? '' : `  # ${Math.round(timing.totalMs)} ms`;
  const ending =
    answer.ending === 'complete' ? [] : [`# ended by ${answer.ending}: ${answer.endingDetail ?? ''}`];
  return [
    `HTTP ${answer.status}${took}`,
    ...headerText(answer.headers),
    '',
    ...(answer.stream === null
      ? [indented(answer.json, answer.text)]
      : eventLines(answer.stream.frames, most)),
    ...ending,
  ];
}

function eventLines(frames: Iterable<Frame>, most: number): readonly string[] {
  const lines: string[] = [];
  let letters = 0;
  let index = 0;
  for (const frame of frames) {
    if (letters <= most) {
      const time = frame.at === null ? '' : `  # ${Math.round(frame.at)} ms`;
      const event = `: /events/${index}${time}\n${frame.event === null ? '' : `event: ${frame.event}\n`}data: ${frame.data}\n`;
      letters += event.length;
      lines.push(event);
    }
    index += 1;
  }
  if (lines.length < index) lines.push(`# … ${index - lines.length} more events`);
  return lines;
}

function headerText(headers: readonly Header[]): readonly string[] {
  return headers.map(([name, value]) => `${name}: ${value}`);
}

function indented(json: unknown, text: string): string {
  return json === undefined ? text : JSON.stringify(json, null, 2);
}
