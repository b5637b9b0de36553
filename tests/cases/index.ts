import { authCases } from './auth.js';
import { azureCases } from './azure.js';
import { backgroundCases } from './background.js';
import { capabilitiesCases } from './capabilities.js';
import type { Case } from './case.js';
import { compactCases } from './compact.js';
import { concurrencyCases } from './concurrency.js';
import { filterCases } from './conversation-filters.js';
import { conversationCases } from './conversations.js';
import { acceptanceCases } from './create-acceptance.js';
import { itemCases } from './create-items.js';
import { responseCases } from './create-responses.js';
import { echoCases } from './echo.js';
import { echoedParameterCases } from './echo-parameters.js';
import { errorsCases } from './errors.js';
import { errorsFailuresCases } from './errors-failures.js';
import { errorsMeaningCases } from './errors-meaning.js';
import { httpCases } from './http.js';
import { includeCases } from './include.js';
import { includeLogprobsCases } from './include-logprobs.js';
import { inputTokenCases } from './input-tokens.js';
import { isolationCases } from './isolation.js';
import { limitCases } from './limits.js';
import { outputTokenCases } from './limits-output-tokens.js';
import { reasoningCases } from './reasoning.js';
import { robustnessCases } from './robustness.js';
import { sdkCases } from './sdk.js';
import { contextCases } from './state-context.js';
import { continuationCases } from './state-continuation.js';
import { deletionCases } from './state-deletion.js';
import { inputItemCases } from './state-input-items.js';
import { instructionCases } from './state-instructions.js';
import { listCases } from './state-lists.js';
import { replayCases } from './state-replay.js';
import { retrievalCases } from './state-retrieval.js';
import { streamingClosingCases } from './streaming-closing.js';
import { streamingCommandCases } from './streaming-commands.js';
import { streamEndingCases } from './streaming-ending.js';
import { streamExcerptCases } from './streaming-excerpts.js';
import { streamingFinalCases } from './streaming-final.js';
import { streamLineCases } from './streaming-frames.js';
import { contentTypeCases, streamByteCases, streamRhythmCases } from './streaming-framing.js';
import { streamingItemCases } from './streaming-items.js';
import { streamLifecycleCases } from './streaming-lifecycle.js';
import { eventNumberCases } from './streaming-numbers.js';
import { streamedOutputCases } from './streaming-output.js';
import { paddingCases } from './streaming-padding.js';
import { streamingPartCases } from './streaming-parts.js';
import { streamPlaceCases } from './streaming-places.js';
import { replayCases as streamReplayCases } from './streaming-replay.js';
import { streamingResumedCases } from './streaming-resumed.js';
import { resumedStreamCases } from './streaming-resumption.js';
import { cursorCases, foregroundStreamCases } from './streaming-retrieved.js';
import { eventPrefixCases, eventSchemaCases } from './streaming-schema.js';
import { streamingTextCases } from './streaming-texts.js';
import { streamingToolCases } from './streaming-tools.js';
import { twinCases } from './streaming-twins.js';
import { unlistedEventCases } from './streaming-unlisted.js';
import { structuredOutputCases } from './structured-output.js';
import { toolArgumentCases } from './tools-arguments.js';
import { toolChoiceCases } from './tools-choice.js';
import { toolDeclarationCases } from './tools-declarations.js';
import { hostedToolCases } from './tools-hosted.js';
import { toolLinkCases } from './tools-links.js';
import { truncationCases } from './truncation.js';
import { usageCases } from './usage.js';

/** All cases, by the area that they are about. */
export const casesByArea: { readonly [area: string]: readonly Case[] } = {
  auth: authCases,
  azure: azureCases,
  background: backgroundCases,
  capabilities: capabilitiesCases,
  compact: compactCases,
  concurrency: concurrencyCases,
  conversations: [...conversationCases, ...filterCases],
  create: [...acceptanceCases, ...itemCases, ...responseCases],
  echo: [...echoCases, ...echoedParameterCases],
  errors: [...errorsCases, ...errorsFailuresCases, ...errorsMeaningCases],
  http: httpCases,
  include: [...includeCases, ...includeLogprobsCases],
  'input-tokens': inputTokenCases,
  isolation: isolationCases,
  limits: [...limitCases, ...outputTokenCases],
  reasoning: reasoningCases,
  robustness: robustnessCases,
  sdk: sdkCases,
  state: [
    ...contextCases,
    ...continuationCases,
    ...deletionCases,
    ...inputItemCases,
    ...instructionCases,
    ...listCases,
    ...replayCases,
    ...retrievalCases,
  ],
  streaming: [
    ...streamingClosingCases,
    ...streamingCommandCases,
    ...streamingFinalCases,
    ...streamingItemCases,
    ...streamingPartCases,
    ...streamingResumedCases,
    ...streamingTextCases,
    ...streamingToolCases,
    ...streamEndingCases,
    ...streamLifecycleCases,
    ...streamedOutputCases,
    ...unlistedEventCases,
    ...streamByteCases,
    ...contentTypeCases,
    ...streamExcerptCases,
    ...streamLineCases,
    ...eventPrefixCases,
    ...eventNumberCases,
    ...paddingCases,
    ...streamPlaceCases,
    ...resumedStreamCases,
    ...streamRhythmCases,
    ...eventSchemaCases,
    ...cursorCases,
    ...foregroundStreamCases,
    ...streamReplayCases,
    ...twinCases,
  ],
  'structured-output': structuredOutputCases,
  tools: [
    ...toolArgumentCases,
    ...toolChoiceCases,
    ...toolDeclarationCases,
    ...hostedToolCases,
    ...toolLinkCases,
  ],
  truncation: truncationCases,
  usage: usageCases,
};
