// What a config file, and a program that judges traffic or reads results, need of this package.
export { type DialectName, dialectNames } from './schemas/dialect.js';
export type { Area } from './suites/engine/area.js';
export type {
  FindingResult,
  Results,
  RuleResult,
  RuleStatus,
  ScenarioResult,
  Verdict,
} from './suites/engine/results.js';
export type { Basis, Level, RuleSource } from './suites/engine/rule.js';
export { judgeRecording, type RecordingOptions } from './suites/judge-recording.js';
export { type Config, defineConfig, type TargetConfig } from './targets/config.js';
export type { Exchange } from './targets/exchange.js';
export { readTranscript } from './targets/transcript.js';
