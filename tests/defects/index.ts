import { authDefects } from './auth.js';
import { azureDefects } from './azure.js';
import { backgroundDefects } from './background.js';
import { capabilitiesDefects } from './capabilities.js';
import { compactDefects } from './compact.js';
import { concurrencyDefects } from './concurrency.js';
import { conversationsDefects } from './conversations.js';
import { createDefects } from './create.js';
import type { Defect } from './defect.js';
import { echoDefects } from './echo.js';
import { errorsDefects } from './errors.js';
import { httpDefects } from './http.js';
import { includeDefects } from './include.js';
import { inputTokensDefects } from './input-tokens.js';
import { isolationDefects } from './isolation.js';
import { limitsDefects } from './limits.js';
import { reasoningDefects } from './reasoning.js';
import { robustnessDefects } from './robustness.js';
import { sdkDefects } from './sdk.js';
import { stateDefects } from './state.js';
import { streamingDefects } from './streaming.js';
import { structuredOutputDefects } from './structured-output.js';
import { toolsDefects } from './tools.js';
import { truncationDefects } from './truncation.js';
import { usageDefects } from './usage.js';

/** Every defective server, area by area. */
export const defects: readonly Defect[] = [
  ...httpDefects,
  ...authDefects,
  ...errorsDefects,
  ...createDefects,
  ...echoDefects,
  ...usageDefects,
  ...streamingDefects,
  ...truncationDefects,
  ...limitsDefects,
  ...toolsDefects,
  ...structuredOutputDefects,
  ...reasoningDefects,
  ...includeDefects,
  ...stateDefects,
  ...conversationsDefects,
  ...backgroundDefects,
  ...compactDefects,
  ...inputTokensDefects,
  ...isolationDefects,
  ...concurrencyDefects,
  ...robustnessDefects,
  ...azureDefects,
  ...sdkDefects,
  ...capabilitiesDefects,
];
