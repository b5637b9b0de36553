// A target in a process of its own, so that its memory is not measured along: the reference server, but every stream is a
// million events long. Tells its base URL to the process that has forked it.
import { createReferenceServer } from '../targets/reference/index.js';
import { streamText } from './long-stream.js';

const events = 1_000_000;
const encoder = new TextEncoder();

async function* longStream(): AsyncGenerator<Uint8Array> {
  let text = '';
  for (const event of streamText(events)) {
    text += event;
    if (text.length < 65_536) continue;
    yield encoder.encode(text);
    text = '';
  }
  yield encoder.encode(text);
}

const server = createReferenceServer({
  keys: 'none',
  maxStored: 1000,
  changes: [{ chunks: longStream }],
});
const { baseUrl } = await server.listen();
process.send?.(baseUrl);
process.on('disconnect', () => process.exit(0));
