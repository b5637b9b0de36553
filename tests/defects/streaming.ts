import type { Defect } from './defect.js';
import { byteDefects } from './streams/bytes.js';
import { contentDefects } from './streams/content.js';
import { itemDefects } from './streams/items.js';
import { orderDefects } from './streams/order.js';

/** Servers whose streams are wrong, each in one way. */
export const streamingDefects: readonly Defect[] = [
  ...orderDefects,
  ...itemDefects,
  ...contentDefects,
  ...byteDefects,
];
