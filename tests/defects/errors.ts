import type { Defect } from './defect.js';
import { refusedDefects } from './errors/refused.js';
import { shapeDefects } from './errors/shape.js';
import { unknownDefects } from './errors/unknown.js';

/** What servers get wrong about refusing: by what they accept, how they say no, and what they cannot find. */
export const errorsDefects: readonly Defect[] = [...refusedDefects, ...shapeDefects, ...unknownDefects];
