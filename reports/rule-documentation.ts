import { suiteVersion } from './suite-version.js';

/** Where the documentation page of a rule can be read; the pages are part of the published package. */
export function documentationUrl(rule: string): string {
  return `https://unpkg.com/responses-conformance@${suiteVersion()}/docs/rules/${encodeURIComponent(rule)}.md`;
}
