/** What the global set-up hands to the suite files. */
export interface ProvidedRun {
  /** `results.json` of the run that was made or found. */
  readonly results: string;
  /** `transcript.ndjson` of the same run. */
  readonly transcript: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    conformance: ProvidedRun;
  }
}
