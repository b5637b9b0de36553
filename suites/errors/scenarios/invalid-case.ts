import type { JsonObject } from '../../../schemas/json.js';
import { validators } from '../../../schemas/validators.js';
import type { CapabilityName } from '../../../targets/capability.js';
import type { Exchange, Violation } from '../../../targets/exchange.js';
import type { Stage } from '../../engine/scenario.js';
import { offersAll } from '../../engine/scenario.js';
import { shortened, withModel } from './complete-body.js';

/** A request body with exactly one fault that the request schema knows. */
export interface InvalidCase {
  /** Stable: the case number is its place in the table, so entries are only added at the end. */
  readonly name: string;
  readonly body: JsonObject;
  /** JSON pointer of the fault. */
  readonly at: string;
  /** What a target must offer for the fault to be one that it knows. */
  readonly needs?: readonly CapabilityName[];
}

/** The violation of a case in the stage's dialect, by its schema; null where the dialect does not forbid it. */
export function violationOf(entry: InvalidCase, stage: Pick<Stage, 'dialect' | 'facts'>): Violation | null {
  const violations = validators(stage.dialect.name).root('CreateResponse')(
    withModel(stage.facts, entry.body),
  );
  const found = violations.find(({ pointer }) => pointer === entry.at);
  if (found === undefined) return null;
  return {
    in: 'body',
    pointer: found.pointer,
    keyword: found.keyword,
    expectation: `${found.pointer} is to be ${found.expected}`,
    level: 'MUST',
  };
}

/**
 * Sends the cases that the dialect forbids and whose parameters the target offers, each as its own case.
 * Gives the exchanges by the name of the case.
 */
export async function sendInvalid(
  stage: Stage,
  cases: readonly InvalidCase[],
): Promise<ReadonlyMap<string, Exchange>> {
  const sent = await Promise.all(
    cases.map(async (entry, index) => {
      const violation = violationOf(entry, stage);
      if (violation === null || !(await offersAll(stage, entry.needs ?? []))) return null;
      const body = await shortened(stage, entry.body);
      const exchange = await stage.case(index + 1).create(body, { validity: 'invalid', violation });
      return [entry.name, exchange] as const;
    }),
  );
  return new Map(sent.filter((entry) => entry !== null));
}

/** Sends the same body once more with `stream: true`, as the streamed twin of an exchange. */
export async function sendStreamed(
  stage: Stage,
  caseNumber: number,
  body: JsonObject,
  original: Exchange,
): Promise<Exchange> {
  return stage.case(caseNumber).create(
    { ...(await shortened(stage, body)), stream: true },
    {
      validity: 'invalid',
      violation: original.intent.violation,
      twinOf: original.id,
      twin: 'stream',
    },
  );
}
