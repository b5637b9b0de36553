import type { Case } from './case.js';
import { concurrencyCases } from './concurrency.js';
import { acceptanceCases } from './create-acceptance.js';
import { itemCases } from './create-items.js';
import { responseCases } from './create-responses.js';
import { echoCases } from './echo.js';
import { echoedParameterCases } from './echo-parameters.js';
import { inputTokenCases } from './input-tokens.js';
import { limitCases } from './limits.js';
import { outputTokenCases } from './limits-output-tokens.js';
import { structuredOutputCases } from './structured-output.js';
import { usageCases } from './usage.js';

/** All cases, by the area that they are about. */
export const casesByArea: { readonly [area: string]: readonly Case[] } = {
  concurrency: concurrencyCases,
  'create: acceptance': acceptanceCases,
  'create: items': itemCases,
  'create: responses': responseCases,
  echo: echoCases,
  'echo: parameters': echoedParameterCases,
  'input-tokens': inputTokenCases,
  limits: limitCases,
  'limits: output tokens': outputTokenCases,
  usage: usageCases,
  'structured-output': structuredOutputCases,
};
