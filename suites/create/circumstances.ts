import type { Circumstances } from '../../generators/requests/circumstances.js';
import { stringAt } from '../../schemas/json.js';
import { type CapabilityName, capabilityNames } from '../../targets/capability.js';
import { itemsOf } from '../engine/answers.js';
import { Blocked, Inconclusive, type Stage } from '../engine/scenario.js';
import { storedTurn } from '../state/scenarios/storage.js';

/** What generated requests can refer to at this target. The scenario that asks must name `storedTurn` in `after`. */
export async function circumstancesOf(stage: Stage): Promise<Circumstances> {
  const { facts, dialect, prompts } = stage;
  const known = dialect.wire.capabilities;
  const asked = capabilityNames.filter((name) => known.includes(name));
  const answers = await Promise.all(asked.map(async (name) => [name, await stage.offers(name)] as const));
  const offered = new Map<CapabilityName, boolean>(answers);
  const stored = offered.get('previous-response') === true ? await storedResponse(stage) : null;
  return {
    dialect: dialect.name,
    model: facts.model,
    prompt: prompts.short,
    offers: (name) => offered.get(name) === true,
    hostedTools: new Set(facts.hostedTools.flatMap((tool) => stringAt(tool, 'type') ?? [])),
    fabricated: facts.acceptsFabricatedItems === true,
    response: stored?.id ?? null,
    item: stored?.item ?? null,
    conversation: null,
  };
}

// Without a stored response the requests only refer to nothing: no reason to send none.
async function storedResponse(
  stage: Stage,
): Promise<{ readonly id: string; readonly item: string | null } | null> {
  try {
    const { id, created } = await stage.use(storedTurn);
    return { id, item: stringAt(itemsOf(created)[0], 'id') };
  } catch (error) {
    if (error instanceof Blocked || error instanceof Inconclusive) return null;
    throw error;
  }
}
