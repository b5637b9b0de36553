import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { conformantStream } from '../../generators/streams/conformant.js';
import { streamViolations, type ViolatedStream, violate } from '../../generators/streams/violations/index.js';
import { writeStream } from '../../generators/streams/writing.js';
import { catalogue } from '../../suites/catalogue.js';
import { prepare, type RuleRecord, startJudging } from '../../suites/engine/judging.js';
import type { Rule } from '../../suites/engine/rule.js';
import type { ExchangeView } from '../../suites/engine/view.js';
import { streamingArea } from '../../suites/streaming/index.js';
import type { Exchange } from '../../targets/exchange.js';
import { openRecording } from '../../targets/recorded.js';
import { disturbances } from '../proof/disturbances.js';
import { saidBy } from '../proof/matrix.js';
import { brokenMembers } from '../proof/members.js';
import { judged, streamedExchange } from '../streaming/judged.js';
import type { Evidence } from './evidence.js';

/** One thing that has to hold of the rules. Gives what does not hold, or null. */
export interface Check {
  readonly name: string;
  readonly run: () => string | null;
}

interface Prepared extends Evidence {
  /** Every exchange with its stream walked; made when first asked for. */
  readonly views: () => readonly ExchangeView[];
  /** Without what a sound server answered in the same words: a rule that judges single exchanges has seen that. */
  readonly fresh: () => readonly ExchangeView[];
}

/**
 * The gates of the proof over exchanges that were made before, so that a mutant costs no requests: each rule of these areas
 * catches its defects, says of them what it said, blames no permitted oddity and is judged on the reference server; each kind
 * of broken stream is named.
 */
export async function allChecks(
  evidence: readonly Evidence[],
  areas: readonly string[] | null,
): Promise<readonly Check[]> {
  const rules = catalogue.rules.filter(({ area }) => areas === null || areas.includes(area));
  const prepared = preparedOf(evidence);
  return [
    ...rules.map((rule) => ruleCheck(rule, prepared)),
    ...disturbedChecks(rules, prepared),
    ...memberChecks(rules, prepared),
    ...(areas === null || areas.includes('streaming') ? streamChecks(prepared) : []),
    ...(await recordingChecks(rules)),
  ];
}

function preparedOf(evidence: readonly Evidence[]): readonly Prepared[] {
  const sound = new Set<string>();
  return evidence.map((entry) => {
    const views = once(() => viewsOf(entry));
    const contents = once(() => entry.exchanges.map((exchange) => contentOf(entry, exchange)));
    const isFresh = once(() => contents().map((content) => !sound.has(content)));
    if (entry.kind !== 'defect') {
      isFresh();
      for (const content of contents()) sound.add(content);
    }
    return { ...entry, views, fresh: once(() => views().filter((_, index) => isFresh()[index])) };
  });
}

function contentOf({ target }: Evidence, exchange: Exchange): string {
  return createHash('sha1').update(JSON.stringify(target)).update(JSON.stringify(exchange)).digest('base64');
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function viewsOf({ exchanges, target }: Evidence): readonly ExchangeView[] {
  const options = { target, live: true, analysers: catalogue.analysers };
  return exchanges.map((exchange) => prepare(exchange, options));
}

function ruleCheck(rule: Rule, evidence: readonly Prepared[]): Check {
  // What kills soonest comes first.
  const order = ['defect', 'reference', 'oddity'];
  const telling = evidence
    .filter((entry) => isTelling(rule, entry))
    .toSorted((left, right) => order.indexOf(left.kind) - order.indexOf(right.kind));
  return {
    name: `rule ${rule.id}`,
    run: () => {
      for (const entry of telling) {
        const views = rule.judge.kind === 'group' ? entry.views() : entry.fresh();
        const wrong = wrongOf([rule], entry, judgedAgain([rule], entry, views));
        if (wrong !== null) return wrong;
      }
      return null;
    },
  };
}

// What each rule makes of the sound servers and of answers that were disturbed on their way stays what it was.
function disturbedChecks(rules: readonly Rule[], evidence: readonly Prepared[]): readonly Check[] {
  const runs = evidence
    .filter(({ kind }) => kind === 'reference')
    .flatMap((entry) => [
      { entry, views: entry.views() },
      ...disturbances.flatMap(({ disturb }) => {
        const options = { target: entry.target, live: true, analysers: catalogue.analysers };
        const views = entry.exchanges.map((exchange) => prepare(disturb(exchange), options));
        return [0, 1].map((first) => ({
          entry,
          views: entry.views().map((view, index) => (index % 2 === first ? (views[index] ?? view) : view)),
        }));
      }),
    ]);
  return rules.map((rule) => {
    const outcomes = () =>
      runs.map(({ entry, views }) => {
        const [record] = judgedAgain([rule], entry, views);
        return `${record?.evaluations} ${saidBy(record?.findings ?? [])}`;
      });
    const before = outcomes();
    return {
      name: `disturbed ${rule.id}`,
      run: () => {
        const other = outcomes().find((outcome, index) => outcome !== before[index]);
        return other === undefined ? null : `${rule.id} makes something else of disturbed answers: ${other}`;
      },
    };
  });
}

// What each rule makes of members that are missing or of another type stays what it was.
function memberChecks(rules: readonly Rule[], evidence: readonly Prepared[]): readonly Check[] {
  const reference = evidence.find(({ name }) => name === 'openai');
  if (reference === undefined) return [];
  const options = { target: reference.target, live: true, analysers: catalogue.analysers };
  const runs = brokenMembers(reference.exchanges).map(({ name, breakIn }) => {
    const views = reference.views().map((view) => {
      const broken = breakIn(view.exchange);
      return broken === view.exchange ? view : prepare(broken, options);
    });
    return { name, views, broken: views.filter((view, index) => view !== reference.views()[index]) };
  });
  return rules.map((rule) => {
    const outcomes = () =>
      runs.map(({ views, broken }) => {
        const [record] = judgedAgain([rule], reference, rule.judge.kind === 'group' ? views : broken);
        return record?.findings.filter(({ tolerated }) => !tolerated).length ?? 0;
      });
    const before = outcomes();
    return {
      name: `broken members by ${rule.id}`,
      run: () => {
        const other = outcomes().findIndex((outcome, index) => outcome !== before[index]);
        return other === -1 ? null : `${rule.id} judges otherwise where an answer is ${runs[other]?.name}`;
      },
    };
  });
}

// A rule whose capability the server showed not to have is never judged, whatever it found.
function isTelling(rule: Rule, { kind, caughtBy, statuses }: Evidence): boolean {
  if (kind === 'defect') return caughtBy.includes(rule.id);
  return kind === 'reference' ? statuses[rule.id] === 'pass' : statuses[rule.id] !== 'not-offered';
}

function judgedAgain(
  rules: readonly Rule[],
  { target }: Evidence,
  views: readonly ExchangeView[],
): readonly RuleRecord[] {
  const judging = startJudging({ rules, analysers: [], target, live: true });
  for (const view of views) judging.take(view.exchange, view);
  const { records, faults } = judging.finish();
  const [fault] = faults;
  if (fault !== undefined) throw new Error(`${fault.rule} threw: ${fault.message}`);
  return records;
}

function wrongOf(rules: readonly Rule[], entry: Evidence, records: readonly RuleRecord[]): string | null {
  for (const { rule, findings, evaluations } of records) {
    if (!rules.includes(rule) || !isTelling(rule, entry)) continue;
    const finding = findings.find(({ tolerated, level }) => !tolerated && level !== 'MAY');
    if (entry.kind === 'defect' && finding === undefined) return `${rule.id} misses ${entry.name}`;
    if (entry.kind === 'defect' && saidBy(findings) !== entry.said[rule.id])
      return `${rule.id} says something else of ${entry.name}: ${saidBy(findings)}`;
    if (entry.kind !== 'defect' && finding !== undefined)
      return `${rule.id} blames ${entry.name}: ${finding.message}`;
    if (entry.kind === 'reference' && evaluations === 0) return `${rule.id} is not judged on ${entry.name}`;
  }
  return null;
}

const streamRules = streamingArea.rules;

function streamChecks(evidence: readonly Prepared[]): readonly Check[] {
  const known = new Set<string>();
  const telling = evidence
    .filter(({ kind, caughtBy }) => kind !== 'defect' || streamRules.some(({ id }) => caughtBy.includes(id)))
    .flatMap((entry) => {
      const anew = entry
        .fresh()
        .filter(({ answer }) => answer !== null && answer.stream !== null)
        .filter((view) => {
          const shape = shapeOf(entry, view);
          const seen = known.has(shape);
          if (entry.kind !== 'defect') known.add(shape);
          return !seen || entry.kind !== 'oddity';
        });
      return anew.length === 0 ? [] : [streamCheck(entry, new Set(anew))];
    });
  return [...violationChecks(), conformantCheck(), ...telling, ...brokenStreamChecks(evidence)];
}

/** Streams of different shapes whose members are broken one by one. */
const shapesBroken = 10;

function brokenStreamChecks(evidence: readonly Prepared[]): readonly Check[] {
  const reference = evidence.find(({ name }) => name === 'openai');
  if (reference === undefined) return [];
  const known = new Map(
    reference
      .views()
      .filter(({ answer }) => answer !== null && answer.stream !== null)
      .map((view) => [shapeOf(reference, view), view.exchange]),
  );
  const longest = [...known].toSorted(([left], [right]) => right.length - left.length).slice(0, shapesBroken);
  return longest.map(([, exchange]) => {
    const broken = brokenMembers([exchange]).map(({ breakIn }) => breakIn(exchange));
    const outcomes = () =>
      broken.map((one) =>
        judged([one])
          .map(({ findings }) => findings.filter(({ tolerated }) => !tolerated).length)
          .join(' '),
      );
    const before = outcomes();
    return {
      name: `broken members in ${exchange.id}`,
      run: () => {
        const other = outcomes().findIndex((outcome, index) => outcome !== before[index]);
        return other === -1 ? null : `a stream is judged otherwise: ${exchange.id}, ${other}`;
      },
    };
  });
}

// Streams of odd servers that differ in ids and words alone take the same way through the automaton.
function shapeOf({ target }: Evidence, { exchange, answer }: ExchangeView): string {
  const types = [...(answer?.stream?.frames ?? [])].map(
    (frame) => /"type":"([^"]*)"/.exec(JSON.stringify(frame))?.[1],
  );
  const steps = types.filter((type, index) => type !== types[index - 1]);
  return JSON.stringify([target.dialect, exchange.operation, exchange.request.query, steps]);
}

// The automaton at work: streams are walked anew, not only judged by what an earlier walk has found.
function streamCheck(entry: Prepared, anew: ReadonlySet<ExchangeView>): Check {
  const rules = streamRules.filter((rule) => isTelling(rule, entry));
  return {
    name: `streams of ${entry.name}`,
    run: () => {
      const options = { target: entry.target, live: true, analysers: streamingArea.analysers ?? [] };
      const views = entry.views().map((view) => (anew.has(view) ? prepare(view.exchange, options) : view));
      return wrongOf(rules, entry, judgedAgain(rules, entry, views));
    },
  };
}

/** Streams of each kind that are broken; the same as the tests of the violations take. */
const brokenOfEachKind = 25;

function violationChecks(): readonly Check[] {
  const pool = fc.sample(conformantStream(), { numRuns: 400, seed: 7 });
  return streamViolations.map((violation) => {
    const broken = pool
      .flatMap((stream, index) => violate(stream, violation, index) ?? [])
      .slice(0, brokenOfEachKind)
      .map(brokenExchange);
    return {
      name: `broken streams: ${violation.kind}`,
      run: () => {
        const missed = broken.some((exchange) => {
          const record = judged([exchange]).find(({ rule }) => rule.id === violation.rule);
          return record === undefined || record.findings.every(({ tolerated }) => tolerated);
        });
        return missed ? `${violation.rule} misses ${violation.kind}` : null;
      },
    };
  });
}

function brokenExchange({ stream, contentType, chunks }: ViolatedStream): Exchange {
  return streamedExchange({ dialect: stream.dialect, request: stream.request, contentType, chunks });
}

function conformantCheck(): Check {
  const exchanges = fc
    .sample(conformantStream(), { numRuns: 400, seed: 6 })
    .map((stream) =>
      streamedExchange({ dialect: stream.dialect, request: stream.request, ...writeStream(stream) }),
    );
  return {
    name: 'conformant streams',
    run: () => {
      for (const exchange of exchanges) {
        const blamed = judged([exchange]).find(({ findings }) =>
          findings.some(({ tolerated }) => !tolerated),
        );
        if (blamed !== undefined) return `${blamed.rule.id} blames a conformant stream`;
      }
      return null;
    },
  };
}

/** Recorded traffic beside the project; absent in a plain checkout. */
const recordings = new URL('../../../shared/recordings/', import.meta.url);

async function recordingChecks(wanted: readonly Rule[]): Promise<readonly Check[]> {
  const folder = process.env['CONFORMANCE_RECORDINGS'] ?? fileURLToPath(recordings);
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => /\.(openai|azure)\.har$/.test(name));
  const exchanges: Exchange[] = [];
  for (const name of files) {
    const recording = await openRecording(`${folder}/${name}`);
    for await (const exchange of recording.exchanges()) exchanges.push(exchange);
  }
  const target = { model: null, modelAliases: [], contextWindow: null, capabilities: {} };
  return [...new Set(wanted.map(({ area }) => area))].map((area) => {
    const rules = wanted.filter((rule) => rule.area === area);
    return {
      name: `recordings by ${area}`,
      run: () => {
        const judging = startJudging({ rules, analysers: catalogue.analysers, target, live: false });
        for (const exchange of exchanges) judging.take(exchange);
        const { records, faults } = judging.finish();
        const [fault] = faults;
        if (fault !== undefined) throw new Error(`${fault.rule} threw: ${fault.message}`);
        const blamed = records.find(({ findings }) =>
          findings.some(({ tolerated, level }) => !tolerated && level === 'MUST'),
        );
        return blamed === undefined ? null : `${blamed.rule.id} blames recorded traffic`;
      },
    };
  });
}
