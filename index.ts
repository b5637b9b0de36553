// What a config file, and a program that reads results, need of this package.
export type { FindingResult, Results, RuleResult, ScenarioResult } from './suites/engine/results.js';
export { type Config, defineConfig, type TargetConfig } from './targets/config.js';
