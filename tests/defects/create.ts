import { acceptanceDefects } from './create/acceptance.js';
import { itemDefects } from './create/items.js';
import { responseDefects } from './create/responses.js';
import type { Defect } from './defect.js';

export const createDefects: readonly Defect[] = [...responseDefects, ...itemDefects, ...acceptanceDefects];
