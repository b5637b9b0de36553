import type { Framing } from '../../targets/exchange.js';

/** What the reader says of a stream that has nothing special about it, and whose arrival was not timed. */
export const plainFraming: Framing = {
  byteOrderMark: false,
  comments: 0,
  retries: 0,
  unknownFields: [],
  invalidUtf8At: null,
  unterminated: null,
  chunks: null,
};
