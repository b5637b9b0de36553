import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FindingResult, Results, RuleResult } from '../suites/engine/results.js';
import { bodyText, curlOf } from './curl.js';
import type { Evidence } from './evidence.js';
import { answerText } from './exchange-text.js';
import { shownFindings, violatedRules } from './finding-text.js';
import { jsonText } from './json-text.js';
import { replayFile } from './replay-file.js';
import { shownFindingsOfRule } from './report-input.js';

/** One finding with its folder: `failures/<rule>-<n>`. */
interface Failure {
  readonly rule: RuleResult;
  readonly finding: FindingResult;
  readonly folder: string;
}

/** The folders of the findings that can be replayed, in the order of the reports. */
export function failureFolders(results: Results): readonly Failure[] {
  return violatedRules(results.rules).flatMap((rule) =>
    shownFindings(rule)
      .slice(0, shownFindingsOfRule)
      .map((finding, index) => ({ rule, finding, folder: join('failures', `${rule.id}-${index + 1}`) })),
  );
}

/**
 * Writes a folder for each of the first findings of every violated rule: `request.json`, `request.curl`, `answer` and
 * `replay.json`. What an earlier run left there is removed. Findings whose exchange is not in the transcript are left out.
 */
export async function writeFailures(results: Results, evidence: Evidence, output: string): Promise<void> {
  await rm(join(output, 'failures'), { recursive: true, force: true });
  for (const { rule, finding, folder } of failureFolders(results)) {
    const exchange = evidence.exchanges.get(finding.exchange);
    if (exchange === undefined) continue;
    const place = join(output, folder);
    const { method, url, headers } = exchange.request;
    const body = bodyText(exchange);
    const shownBody = exchange.request.body === undefined ? { text: body } : { body: exchange.request.body };
    const replay = replayFile(results, rule, finding, evidence.stepsTo(finding.exchange));
    await mkdir(place, { recursive: true });
    await writeFile(join(place, 'request.json'), jsonText({ method, url, headers, ...shownBody }));
    await writeFile(join(place, 'request.curl'), `${curlOf(exchange)}\n`);
    if (body !== null) await writeFile(join(place, 'request-body'), body);
    await writeFile(join(place, 'answer'), `${answerText(exchange)}\n`);
    await writeFile(join(place, 'replay.json'), jsonText(replay));
  }
}
