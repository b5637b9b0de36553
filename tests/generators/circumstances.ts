import type { Circumstances } from '../../generators/requests/circumstances.js';
import type { DialectName } from '../../schemas/dialect.js';
import { stringAt } from '../../schemas/json.js';
import { referenceTarget } from '../../targets/reference/target.js';

/**
 * What requests can refer to at the reference server, with ids that stand for those it would give out
 * unless real ones are given.
 */
export function referenceCircumstances(
  dialect: DialectName,
  ids: Partial<Pick<Circumstances, 'response' | 'item' | 'conversation'>> = {},
): Circumstances {
  const target = referenceTarget(dialect, 'http://reference.invalid/v1');
  return {
    dialect,
    model: target.model,
    prompt: target.prompts.short,
    offers: (name) => target.capabilities[name] === true,
    hostedTools: new Set(target.hostedTools.flatMap((tool) => stringAt(tool, 'type') ?? [])),
    fabricated: true,
    response: 'resp_1',
    item: 'msg_1',
    conversation: null,
    ...ids,
  };
}
