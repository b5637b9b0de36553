import { dialect as dialectData } from '../schemas/dialects.js';
import { validators } from '../schemas/validators.js';
import type { Connect } from '../suites/engine/run.js';
import type { Call } from './call.js';
import { type ClientParts, client } from './client.js';
import { type EarlierExchanges, noneEarlier } from './earlier-exchanges.js';
import { operationOf, sessionIn } from './exchange.js';
import { requests } from './requests.js';

/**
 * Connects the engine to a target: requests wait for a slot, are checked, sent, and recorded when their answer has ended.
 * What an earlier part of the same run has sent is answered from its transcript instead.
 */
export function connection(parts: ClientParts, earlier: EarlierExchanges = noneEarlier): Connect {
  const send = client(parts);
  const dialect = dialectData(parts.target.dialect);
  return (wiring) => {
    // Of a case that was begun only the number of its steps is kept: a run may have very many.
    const steps = new Map<string, number>();
    return (scenario, caseNumber, urgency) => {
      const name = sessionIn(scenario, caseNumber);
      return requests({
        scenario,
        case: caseNumber,
        target: parts.target,
        dialect,
        nextStep: () => {
          const step = (steps.get(name) ?? 0) + 1;
          steps.set(name, step);
          return step;
        },
        send: async (call) => {
          refuseMisjudged(call, parts);
          const known = wiring.anew === true ? null : await earlier.answerTo(call);
          const exchange = known ?? (await wiring.slot(urgency, () => send(call)));
          await wiring.record(exchange, known === null ? 'now' : 'earlier');
          return exchange;
        },
      });
    };
  };
}

/** Keywords that a validator knows; other violations (unknown ids, exclusive members) no schema can see. */
const schemaKeywords = new Set([
  'type',
  'required',
  'enum',
  'const',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'maxProperties',
  'pattern',
]);

// A request that is not what the suite takes it for must never become a verdict on the target.
function refuseMisjudged(call: Call, { target }: ClientParts): void {
  if (
    operationOf(call.method, call.path) !== 'create-response' ||
    call.body === null ||
    !('json' in call.body)
  )
    return;
  const found = validators(target.dialect).root('CreateResponse')(call.body.json);
  const { validity, violation } = call.intent;
  const [first] = found;
  if (validity === 'valid' && first !== undefined) {
    throw new Error(
      `${call.id} is sent as valid, but ${first.pointer || 'the body'} must be ${first.expected}`,
    );
  }
  if (
    validity === 'invalid' &&
    violation?.in === 'body' &&
    schemaKeywords.has(violation.keyword) &&
    first === undefined
  ) {
    throw new Error(
      `${call.id} is sent as invalid (${violation.pointer} ${violation.keyword}), but it is valid`,
    );
  }
}
