import { isObject } from '../schemas/json.js';
import { describeLimit, readAnswer, stoppable } from './answer-reader.js';
import { addKeys, authorization } from './authorization.js';
import type { Call } from './call.js';
import type { Clock } from './clock.js';
import { type Answer, type Exchange, type NoAnswer, operationOf, type WaitedOut } from './exchange.js';
import { type LargeAnswers, largeAnswers } from './large-answers.js';
import { type Limits, tightened } from './limits.js';
import type { SecretStore } from './redaction.js';
import { bodyBytes, callsForStream, recordedRequest, wireRequest } from './request-maker.js';
import type { Credentials, Target } from './target.js';
import { addSecrets } from './target-secrets.js';
import { retryAfterMs, type Throttle } from './throttle.js';
import { type Header, type HttpRequest, headerValue, type Transport, TransportError } from './transport.js';
import { type LimitReached, watchdog } from './watchdog.js';

/** What a client is made of. */
export interface ClientParts {
  readonly target: Target;
  readonly credentials: Credentials;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly throttle: Throttle;
  readonly secrets: SecretStore;
  /** Folder of the transcript, where large streams are put; null keeps them in memory. */
  readonly folder: string | null;
  /**
   * Ends waiting, and soon after what is under way, when the run is interrupted. Requests that are made after that, to
   * tidy up, are sent like any other.
   */
  readonly interrupt?: AbortSignal;
}

/** Sends a request and gives everything that came back. Rejects only for faults of the suite or its configuration. */
export type Client = (call: Call) => Promise<Exchange>;

/** What became of one attempt. */
interface Attempt {
  readonly request: HttpRequest;
  readonly answer: Answer | null;
  readonly noAnswer: Exchange['noAnswer'];
  readonly timing: Exchange['timing'];
}

/** Makes the client of one target. */
export function client(parts: ClientParts): Client {
  const { target, credentials, clock, throttle, secrets } = parts;
  const large = largeAnswers();
  let limitsInRow = 0;
  let heard = false;
  let unheardAlone = 0;
  // Requests that were repeated alone got no answer either: others need not try that, too.
  const deaf = () => unheardAlone >= (heard ? enoughAlone : 1);

  return async (call) => {
    addSecrets(secrets, target, call.headers);

    const waitedOut: WaitedOut[] = [];
    const interrupt = parts.interrupt?.aborted === false ? parts.interrupt : null;
    let refreshed = false;
    let queued: Attempt | null = null;
    for (;;) {
      await addKeys(secrets, credentials);
      const key = await authorization(target, credentials, call.intent);
      const again = waitedOut.length > 0;
      const attempt = await oneAttempt(parts, call, {
        key,
        alone: again,
        interrupt,
        large,
        limits: limitsInRow < enoughLimits ? parts.limits : tightened(parts.limits),
        needless: () => queued !== null && deaf(),
      });
      if (attempt === null) {
        if (queued === null) throw new Error(`${call.id} was given up before it was sent`);
        return exchangeOf(parts, call, queued, waitedOut.slice(0, -1));
      }
      // What was only queued says nothing about how long one request takes.
      if (deaf() || !waitedInCrowd(attempt)) limitsInRow = ranIntoLimit(attempt) ? limitsInRow + 1 : 0;
      const status = attempt.answer?.status ?? null;
      heard ||= attempt.answer !== null;
      if (attempt.answer !== null) unheardAlone = 0;
      else if (queued !== null) unheardAlone += 1;

      if (queued === null && waitedInCrowd(attempt)) {
        throttle.crowded(attempt.timing.concurrent, Date.parse(attempt.timing.startedAt));
        if (call.waitOut && !deaf() && isRepeatable(call)) {
          queued = attempt;
          waitedOut.push({ status, retryAfter: null, reason: 'first-byte-timeout' });
          continue;
        }
      }
      const expired = status === 401 && call.intent.user === 'first' && call.intent.keyForm === undefined;
      if (expired && !refreshed && credentials.refresh !== undefined) {
        refreshed = true;
        if (await credentials.refresh(keyIn(key))) {
          waitedOut.push({ status, retryAfter: null });
          continue;
        }
      }
      const passing = isPassing(attempt);
      if (!passing) throttle.answered();
      else if (call.waitOut) {
        const retryAfter =
          attempt.answer === null ? null : headerValue(attempt.answer.headers, 'retry-after');
        const repeat = await throttle.refused({
          repetition: waitedOut.length,
          retryAfterMs: retryAfterMs(retryAfter, clock.now()),
          shared: attempt.noAnswer?.reason !== 'reset',
          interrupt,
        });
        if (repeat) {
          waitedOut.push({ status, retryAfter });
          continue;
        }
      }
      return exchangeOf(parts, call, attempt, waitedOut);
    }
  };
}

/** So many answers in a row that run into a limit show that more time and size will not help. */
const enoughLimits = 8;

/** So many requests in a row, repeated alone without an answer, show that a target that answered before does so no more. */
const enoughAlone = 4;

function ranIntoLimit({ answer, noAnswer }: Attempt): boolean {
  const how = answer?.ending ?? noAnswer?.reason ?? '';
  return how.endsWith('-timeout') || how === 'too-large';
}

/** Whether no answer came while others were under way: it may have stood in a queue all the time. */
function waitedInCrowd({ noAnswer, timing }: Attempt): boolean {
  return noAnswer?.reason === 'first-byte-timeout' && timing.concurrent > 1;
}

/** Whether sending a request twice leaves the target as sending it once does: it may have been served without our noticing. */
function isRepeatable({ method, path, body }: Call): boolean {
  if (method === 'GET') return true;
  if (operationOf(method, path) !== 'create-response' || body === null || !('json' in body)) return false;
  return isObject(body.json) && body.json['conversation'] === undefined;
}

/** The key that a header carries. */
function keyIn(header: Header | null): string | null {
  return header === null ? null : header[1].replace(/^Bearer /, '');
}

/** Whether the target could not answer just now: throttled, overloaded, or broken off before the first byte. */
function isPassing({ answer, noAnswer }: Attempt): boolean {
  if (answer !== null) return answer.status === 429 || answer.status === 503;
  return noAnswer?.reason === 'refused' || noAnswer?.reason === 'reset';
}

async function oneAttempt(
  parts: ClientParts,
  call: Call,
  how: {
    readonly key: Header | null;
    readonly alone: boolean;
    readonly interrupt: AbortSignal | null;
    readonly large: LargeAnswers;
    readonly limits: Limits;
    /** Asked when it is its turn: whether it need not be sent any more. */
    readonly needless: () => boolean;
  },
): Promise<Attempt | null> {
  const { target, transport, clock, throttle, secrets, folder } = parts;
  const { limits } = how;
  const body = bodyBytes(call);
  const request = wireRequest(target, call, how.key, body);
  const allowed = await throttle.enter(how.alone, how.interrupt);
  if (allowed && how.needless()) {
    throttle.leave();
    return null;
  }
  const concurrent = throttle.underWay();
  const connection = new AbortController();
  let stop: (reason: Error) => void = () => undefined;
  const sentAt = clock.now();
  const elapsed = () => clock.now() - sentAt;
  const giveUp = (limit: LimitReached) => {
    const reason = new TransportError('aborted', describeLimit(limit, limits));
    connection.abort(reason);
    stop(reason);
  };
  const onGiveUp = (next: (reason: Error) => void) => {
    stop = next;
  };
  const timing = (headersMs: number | null) => ({
    startedAt: new Date(sentAt).toISOString(),
    headersMs,
    totalMs: elapsed(),
    concurrent,
  });

  if (!allowed) {
    const noAnswer = { reason: 'aborted', detail: describeLimit('interrupted', limits) } as const;
    return { request, answer: null, noAnswer, timing: timing(null) };
  }

  const watch = watchdog(clock, limits, giveUp, how.interrupt);
  let isLarge = false;
  const growLarge = async () => {
    const store = await watch.without(how.large.enter);
    isLarge = true;
    return store;
  };
  try {
    const answer = await stoppable(transport(request, connection.signal), onGiveUp);
    const headersMs = elapsed();
    watch.alive();
    const read = await readAnswer(answer, {
      id: call.id,
      limits,
      redaction: secrets.redaction(),
      folder,
      streamAsked: callsForStream(call),
      disconnectAfterEvents: call.disconnectAfterEvents,
      elapsed,
      alive: watch.alive,
      limitReached: watch.reached,
      growLarge,
      onGiveUp,
      hangUp: () => connection.abort(),
    });
    // Half a body says nothing about the target; of half a stream the events count, which name what was created.
    if (watch.reached() === 'interrupted' && read.stream === null) throw interruption(limits);
    const counted = call.intent.halfClosed === true ? asLeft(read) : read;
    return { request, answer: counted, noAnswer: null, timing: timing(headersMs) };
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    const reached = watch.reached();
    const reason: NoAnswer =
      reached === null || reached === 'interrupted' ? noAnswerOf(error) : 'first-byte-timeout';
    const detail = secrets.redaction().text(error.message);
    return { request, answer: null, noAnswer: { reason, detail }, timing: timing(null) };
  } finally {
    watch.stop();
    if (isLarge) how.large.leave();
    throttle.leave();
  }
}

/** A server may take a half-closed connection for a closed one: what it leaves out was then ended by us. */
function asLeft(answer: Answer): Answer {
  if (answer.ending === 'complete' && answer.jsonProblem === null) return answer;
  return { ...answer, ending: 'disconnected-by-us', endingDetail: 'the sending side was closed by us' };
}

function interruption(limits: Limits): TransportError {
  return new TransportError('aborted', describeLimit('interrupted', limits));
}

function noAnswerOf({ failure }: TransportError): NoAnswer {
  return failure === 'undecodable' ? 'protocol' : failure;
}

function exchangeOf(
  { target, secrets }: ClientParts,
  call: Call,
  { request, answer, noAnswer, timing }: Attempt,
  waitedOut: Exchange['waitedOut'],
): Exchange {
  const redaction = secrets.redaction();
  return {
    id: call.id,
    scenario: call.scenario,
    dialect: target.dialect,
    fidelity: 'wire',
    operation: operationOf(call.method, call.path.split('?')[0] ?? ''),
    intent: { ...call.intent, notes: redaction.json(call.intent.notes) as Exchange['intent']['notes'] },
    request: recordedRequest(target, call, request, redaction),
    answer,
    noAnswer,
    waitedOut,
    timing,
  };
}
