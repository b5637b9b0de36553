import type { Case } from './case.js';
import { streamEndingCases } from './streaming-ending.js';
import { streamExcerptCases } from './streaming-excerpts.js';
import { streamLineCases } from './streaming-frames.js';
import { contentTypeCases, streamByteCases, streamRhythmCases } from './streaming-framing.js';
import { streamLifecycleCases } from './streaming-lifecycle.js';
import { eventNumberCases } from './streaming-numbers.js';
import { streamedOutputCases } from './streaming-output.js';
import { paddingCases } from './streaming-padding.js';
import { streamPlaceCases } from './streaming-places.js';
import { replayCases } from './streaming-replay.js';
import { resumedStreamCases } from './streaming-resumed.js';
import { cursorCases, foregroundStreamCases } from './streaming-retrieved.js';
import { eventPrefixCases, eventSchemaCases } from './streaming-schema.js';
import { twinCases } from './streaming-twins.js';
import { unlistedEventCases } from './streaming-unlisted.js';
import { structuredOutputCases } from './structured-output.js';

/** All cases, by the area that they are about. */
export const casesByArea: { readonly [area: string]: readonly Case[] } = {
  'streaming: end': streamEndingCases,
  'streaming: lifecycle': streamLifecycleCases,
  'streaming: final output': streamedOutputCases,
  'streaming: unlisted events': unlistedEventCases,
  'streaming: bytes': streamByteCases,
  'streaming: content type': contentTypeCases,
  'streaming: excerpts': streamExcerptCases,
  'streaming: lines and data': streamLineCases,
  'streaming: names of events': eventPrefixCases,
  'streaming: numbers': eventNumberCases,
  'streaming: padding': paddingCases,
  'streaming: places': streamPlaceCases,
  'streaming: resumed': resumedStreamCases,
  'streaming: rhythm': streamRhythmCases,
  'streaming: schemas of events': eventSchemaCases,
  'streaming: cursor': cursorCases,
  'streaming: foreground': foregroundStreamCases,
  'streaming: replay': replayCases,
  'streaming: twins': twinCases,
  'structured-output': structuredOutputCases,
};
