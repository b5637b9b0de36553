import type { JsonObject } from '../../../schemas/json.js';
import { compactionItem, unfolded } from '../behaviour/compaction.js';
import { modelContext } from '../behaviour/context.js';
import { isMessage } from '../behaviour/conversation-text.js';
import { usageOf } from '../behaviour/response.js';
import type { Call } from '../call.js';
import { contextOf } from './create.js';
import { carriedItems, freshItems } from './history.js';
import { json, type Reply } from './reply.js';

function acted(call: Call): JsonObject {
  return call.through<JsonObject>(call.body ?? {}, (change, value) => change.acted?.(value, call) ?? value);
}

/** POST /responses/input_tokens: counts what the create call would count. */
export function countInputTokens(call: Call): Reply {
  const request = acted(call);
  const carried = carriedItems(call, request);
  const fresh = freshItems(call, request, carried);
  const { inputTokens } = modelContext(request, carried, fresh, call.service.settings.contextWindow);
  return json({ object: 'response.input_tokens', input_tokens: inputTokens });
}

/** POST /responses/compact: what users said stays, everything else goes into one compaction item. */
export function compactResponse(call: Call): Reply {
  const request = acted(call);
  const context = contextOf(call, request);
  const compaction = compactionItem(unfolded(context.items), call.service.newId);
  const said = context.items.filter((item) => isMessage(item, 'user'));
  const usage = usageOf(
    {
      items: [compaction],
      outcome: 'completed',
      incompleteReason: null,
      error: null,
      inputTokens: context.inputTokens,
      cachedTokens: context.cachedTokens,
    },
    call.dialect,
  );
  return json({
    id: call.service.newId('resp'),
    object: 'response.compaction',
    created_at: Math.floor(call.clock.now() / 1000),
    output: [...said, compaction.item],
    usage,
  });
}
