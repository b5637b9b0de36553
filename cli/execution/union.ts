import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { mergedOutcomes } from '../../reports/merged-outcomes.js';
import { suiteVersion } from '../../reports/suite-version.js';
import { catalogue } from '../../suites/catalogue.js';
import { makePlan } from '../../suites/engine/plan.js';
import { rejudge } from '../../suites/engine/rejudge.js';
import type { Attempts, Results, RuleResult } from '../../suites/engine/results.js';
import { inShard, rootsOf } from '../../suites/engine/shard.js';
import type { Exchange } from '../../targets/exchange.js';
import { openTranscript, readTranscript } from '../../targets/transcript.js';
import { recordedTarget } from '../declared.js';

/**
 * Judges the exchanges of several parts of one run together. The parts tell what was planned and how each scenario ended;
 * `complete` says whether together they are the whole run.
 */
export async function judgeUnion(
  parts: readonly Results[],
  exchanges: AsyncIterable<Exchange>,
  complete: boolean,
  isKnown: (rule: string) => boolean,
): Promise<Results> {
  const first = parts[0];
  if (first === undefined) throw new Error('there is nothing to judge');
  const target = recordedTarget(first);
  const { depth } = first.run;
  const selection = {
    areas: null,
    rules: filteredRules(first),
    depth,
    dialect: target.dialect,
    capabilities: target.capabilities,
    cases: 1,
    shard: null,
  };
  const merged = await rejudge({
    catalogue,
    target,
    exchanges,
    areas: null,
    rules: selection.rules,
    suite: { name: first.suite.name, version: suiteVersion(), contract: first.suite.contract },
    run: first.run,
    isKnown,
    exercised: {
      plan: makePlan(catalogue, selection),
      outcomes: mergedOutcomes(parts),
      run: {
        ...first.run,
        startedAt: parts.map(({ run }) => run.startedAt).toSorted()[0] ?? first.run.startedAt,
        finishedAt:
          parts
            .map(({ run }) => run.finishedAt)
            .toSorted()
            .at(-1) ?? first.run.finishedAt,
        shard: null,
        complete,
      },
      wallMs: Math.max(...parts.map(({ cost }) => cost.wallMs)),
    },
  });
  const faults = [...(merged.faults ?? []), ...parts.flatMap((part) => part.faults ?? [])];
  return { ...merged, faults, rules: merged.rules.map((rule) => withAttempts(rule, parts)) };
}

// What was tried again is no part of the transcript.
function withAttempts(rule: RuleResult, parts: readonly Results[]): RuleResult {
  if (rule.status !== 'fail') return rule;
  const made = parts.flatMap(({ rules }) => rules.find(({ id }) => id === rule.id)?.attempts ?? []);
  if (made.length === 0) return rule;
  const sum = (member: keyof Attempts) => made.reduce((total, attempts) => total + attempts[member], 0);
  return { ...rule, attempts: { failed: sum('failed'), of: sum('of') } };
}

/** The rules that a run was asked to judge; null where no filter was given. */
export function filteredRules({ rules }: Results): readonly string[] | null {
  const filtered = rules.some(({ status, reason }) => status === 'not-run' && reason === 'filtered');
  if (!filtered) return null;
  return rules
    .filter(({ status, reason }) => !(status === 'not-run' && reason === 'filtered'))
    .map(({ id }) => id);
}

/**
 * Tells the exchanges of a shard's own scenarios from those of probes that came along: these are judged where they belong.
 * A whole run owns everything.
 */
export function ownExchanges(shard: string | null): (exchange: Exchange) => boolean {
  const [index, count] = (shard ?? '').split('/').map(Number);
  if (index === undefined || count === undefined) return () => true;
  const roots = rootsOf(catalogue.scenarios);
  return ({ scenario }) => inShard(roots.get(scenario) ?? scenario, { index, count });
}

/** A transcript to take over, and which of its exchanges. */
export interface TranscriptPart {
  readonly folder: string;
  readonly wanted: (exchange: Exchange) => boolean;
}

/** Writes the exchanges of several transcripts into one, with the large streams that lie beside them. */
export async function joinTranscripts(parts: readonly TranscriptPart[], output: string): Promise<void> {
  await mkdir(output, { recursive: true });
  const file = join(output, 'transcript.ndjson');
  await rm(file, { force: true });
  const writer = await openTranscript(file);
  for (const { folder, wanted } of parts) {
    for await (const exchange of readTranscript(join(folder, 'transcript.ndjson'))) {
      if (wanted(exchange)) await writer.append(exchange);
    }
    // Large streams lie beside the transcript that names them.
    await cp(join(folder, 'streams'), join(output, 'streams'), { recursive: true }).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      },
    );
  }
  await writer.close();
}
