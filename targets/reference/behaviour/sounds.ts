import { hashOf } from '../identifiers.js';
import { tokensOf } from '../tokenizer.js';
import type { UnnumberedEvent } from './item-events.js';

const sampleRate = 8000;
const samplesPerToken = 8;

/** A real WAV file, 8 bit mono: some samples for each token of what is said. */
function wav(spoken: string): Buffer {
  const samples = Buffer.from(
    tokensOf(spoken).flatMap((token) =>
      Array.from({ length: samplesPerToken }, (_, at) => (hashOf(token) >>> at) & 255),
    ),
  );
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

/** Bytes of audio in one event. A multiple of three, so that the base64 texts can be joined. */
const bytesPerEvent = 600;

/** The events that bring what is said as audio and as transcript. They belong to the response, not to an item. */
export function audioEvents(spoken: string, responseId: string): readonly UnnumberedEvent[] {
  const file = wav(spoken);
  const of = { response_id: responseId };
  const pieces = Array.from({ length: Math.ceil(file.length / bytesPerEvent) }, (_, index) =>
    file.subarray(index * bytesPerEvent, (index + 1) * bytesPerEvent).toString('base64'),
  );
  return [
    ...pieces.map((delta) => ({ type: 'response.audio.delta', ...of, delta })),
    ...tokensOf(spoken).map((delta) => ({ type: 'response.audio.transcript.delta', ...of, delta })),
    { type: 'response.audio.transcript.done', ...of },
    { type: 'response.audio.done', ...of },
  ];
}
