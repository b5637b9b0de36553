import type { Scenario } from '../../engine/scenario.js';
import { callScenarios } from './calls.js';
import { reasoningScenarios } from './reasoning.js';
import { replayScenarios } from './replay.js';
import { textScenarios } from './text.js';

/** Everything that is streamed on purpose. Streams of other areas are judged by the same rules. */
export const streamingScenarios: readonly Scenario[] = [
  ...textScenarios,
  ...callScenarios,
  ...reasoningScenarios,
  ...replayScenarios,
];
