import { pipeline, type Readable, type Transform } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

// Every piece is passed on as soon as it can be decoded, and a stream that ends early gives what it has, as fetch does.
const gently = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };
const brotliGently = {
  flush: constants.BROTLI_OPERATION_FLUSH,
  finishFlush: constants.BROTLI_OPERATION_FLUSH,
};

const decoders: { readonly [coding: string]: () => Transform } = {
  gzip: () => createGunzip(gently),
  'x-gzip': () => createGunzip(gently),
  deflate: () => createInflate(gently),
  br: () => createBrotliDecompress(brotliGently),
};

/** What `accept-encoding` may promise. */
export const acceptedEncodings = 'gzip, deflate, br';

/** The body as it was before the codings of its `content-encoding`; as it is where one of them is unknown. */
export function decodedBody(body: Readable, contentEncoding: string): Readable {
  const codings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  const steps = codings.toReversed().map((coding) => decoders[coding]);
  if (steps.length === 0 || steps.includes(undefined)) return body;
  return steps.reduce<Readable>((decoded, step) => {
    if (step === undefined) return decoded;
    // What goes wrong reaches the reader through the stream that is given back.
    return pipeline(decoded, step(), () => undefined);
  }, body);
}
