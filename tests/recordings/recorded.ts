import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Exchange } from '../../targets/exchange.js';
import { openRecording } from '../../targets/recorded.js';

/** Recorded traffic beside the project, or where the environment says that it is. */
export const recordings =
  process.env['CONFORMANCE_RECORDINGS'] ??
  fileURLToPath(new URL('../../../shared/recordings/', import.meta.url));

/** Whether there is any: a plain checkout has none, and then nothing is claimed. */
export const recordingsPresent = existsSync(recordings);

/** What these vendors answered: the exchanges of every file whose name ends in `.<vendor>.har`, in the order of the names. */
export async function recordedExchanges(...vendors: readonly string[]): Promise<readonly Exchange[]> {
  const files = readdirSync(recordings)
    .filter((name) => vendors.some((vendor) => name.endsWith(`.${vendor}.har`)))
    .toSorted();
  const exchanges: Exchange[] = [];
  for (const file of files) {
    const recording = await openRecording(join(recordings, file));
    for await (const exchange of recording.exchanges()) exchanges.push(exchange);
  }
  return exchanges;
}
