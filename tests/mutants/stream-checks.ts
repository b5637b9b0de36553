import fc from 'fast-check';
import { conformantStream } from '../../generators/streams/conformant.js';
import { streamViolations } from '../../generators/streams/violations/index.js';
import { writeStream } from '../../generators/streams/writing.js';
import { prepare } from '../../suites/engine/judging.js';
import type { ExchangeView } from '../../suites/engine/view.js';
import { streamingArea } from '../../suites/streaming/index.js';
import type { Exchange } from '../../targets/exchange.js';
import { brokenMembers } from '../proof/members.js';
import { brokenExchange, brokenStreams, saidOf } from '../streaming/broken.js';
import { evaluationsOf, judged, streamedExchange } from '../streaming/judged.js';
import type { Evidence } from './evidence.js';
import { type Check, isTelling, judgedAgain, type Prepared, wrongOf } from './prepared.js';

const streamRules = streamingArea.rules;

/** Streams walked anew: of the proof, of each kind that is broken, and conformant ones. */
export function streamChecks(evidence: readonly Prepared[]): readonly Check[] {
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

/** Streams in which each member is broken, the shortest that have it. */
const streamsOfEachMember = 2;

function brokenStreamChecks(evidence: readonly Prepared[]): readonly Check[] {
  const reference = evidence.find(({ name }) => name === 'openai');
  if (reference === undefined) return [];
  const known = new Map(
    reference
      .views()
      .filter(({ answer }) => answer !== null && answer.stream !== null)
      .map((view) => [shapeOf(reference, view), view.exchange]),
  );
  const shortestFirst = [...known.entries()]
    .toSorted(([left], [right]) => left.length - right.length)
    .map(([, exchange]) => exchange);
  const times = new Map<string, number>();
  return shortestFirst.flatMap((exchange) => {
    const broken = brokenMembers([exchange]).flatMap(({ name, disturb }) => {
      const before = times.get(name) ?? 0;
      times.set(name, before + 1);
      return before < streamsOfEachMember ? [disturb(exchange)] : [];
    });
    if (broken.length === 0) return [];
    const outcomes = () =>
      broken.map((one) =>
        judged([one])
          .map(({ findings }) => findings.filter(({ tolerated }) => !tolerated).length)
          .join(' '),
      );
    const before = outcomes();
    return [
      {
        name: `broken members in ${exchange.id}`,
        run: () => {
          const other = outcomes().findIndex((outcome, index) => outcome !== before[index]);
          return other === -1 ? null : `a stream is judged otherwise: ${exchange.id}, ${other}`;
        },
      },
    ];
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

function violationChecks(): readonly Check[] {
  return streamViolations.map((violation) => {
    const broken = brokenStreams(violation).map(brokenExchange);
    const before = broken.map(saidText);
    return {
      name: `broken streams: ${violation.kind}`,
      run: () => {
        const other = broken.findIndex((exchange, index) => saidText(exchange) !== before[index]);
        return other === -1 ? null : `something else is said of ${violation.kind} (${other})`;
      },
    };
  });
}

function saidText(exchange: Exchange): string {
  return JSON.stringify(saidOf(exchange));
}

function conformantCheck(): Check {
  const exchanges = fc
    .sample(conformantStream(), { numRuns: 400, seed: 6 })
    .map((stream) =>
      streamedExchange({ dialect: stream.dialect, request: stream.request, ...writeStream(stream) }),
    );
  const before = JSON.stringify(evaluationsOf(exchanges));
  return {
    name: 'conformant streams',
    run: () => {
      for (const exchange of exchanges) {
        const blamed = judged([exchange]).find(({ findings }) =>
          findings.some(({ tolerated }) => !tolerated),
        );
        if (blamed !== undefined) return `${blamed.rule.id} blames a conformant stream`;
      }
      return JSON.stringify(evaluationsOf(exchanges)) === before
        ? null
        : 'other rules judge conformant streams';
    },
  };
}
