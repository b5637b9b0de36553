import type { Defect } from './defect.js';
import { chainDefects } from './state/chains.js';
import { listDefects } from './state/lists.js';
import { storageDefects } from './state/storage.js';

export const stateDefects: readonly Defect[] = [...storageDefects, ...chainDefects, ...listDefects];
