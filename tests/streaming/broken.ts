import fc from 'fast-check';
import { conformantStream } from '../../generators/streams/conformant.js';
import { type ViolatedStream, violate } from '../../generators/streams/violations/index.js';
import type { StreamViolation } from '../../generators/streams/violations/violation.js';
import { once } from '../../schemas/once.js';
import type { Exchange } from '../../targets/exchange.js';
import { saidBy } from '../proof/matrix.js';
import { judged, streamedExchange } from './judged.js';

const pool = once(() => fc.sample(conformantStream(), { numRuns: 400, seed: 7 }));
/** Streams of each kind that are broken. */
const samples = 25;

/** Streams that are broken in this one way. */
export function brokenStreams(violation: StreamViolation): readonly ViolatedStream[] {
  return pool()
    .flatMap((stream, index) => violate(stream, violation, index) ?? [])
    .slice(0, samples);
}

/** The exchange that the client would have made of it. */
export function brokenExchange({ stream, contentType, chunks }: ViolatedStream): Exchange {
  return streamedExchange({ dialect: stream.dialect, request: stream.request, contentType, chunks });
}

/** By rule: what it says of this stream, where it says something. */
export function saidOf(exchange: Exchange): { readonly [rule: string]: string } {
  return Object.fromEntries(
    judged([exchange]).flatMap(({ rule, findings }) => {
      const said = saidBy(findings);
      return said === '' ? [] : [[rule.id, said]];
    }),
  );
}
