import type { Oddity } from '../defects/defect.js';
import { authOddities } from './auth.js';
import { azureOddities } from './azure.js';
import { backgroundOddities } from './background.js';
import { compactOddities } from './compact.js';
import { concurrencyOddities } from './concurrency.js';
import { controlOddities } from './controls.js';
import { conversationsOddities } from './conversations.js';
import { createOddities } from './create.js';
import { echoOddities } from './echo.js';
import { errorsOddities } from './errors.js';
import { httpOddities } from './http.js';
import { includeOddities } from './include.js';
import { isolationOddities } from './isolation.js';
import { limitsOddities } from './limits.js';
import { partialOddities } from './partial.js';
import { reasoningOddities } from './reasoning.js';
import { robustnessOddities } from './robustness.js';
import { stateOddities } from './state.js';
import { streamingOddities } from './streaming.js';
import { structuredOutputOddities } from './structured-output.js';
import { toolsOddities } from './tools.js';
import { truncationOddities } from './truncation.js';
import { usageOddities } from './usage.js';

/** Every permitted oddity, area by area. */
export const oddities: readonly Oddity[] = [
  ...authOddities,
  ...azureOddities,
  ...backgroundOddities,
  ...compactOddities,
  ...concurrencyOddities,
  ...controlOddities,
  ...conversationsOddities,
  ...createOddities,
  ...echoOddities,
  ...errorsOddities,
  ...httpOddities,
  ...includeOddities,
  ...isolationOddities,
  ...limitsOddities,
  ...partialOddities,
  ...reasoningOddities,
  ...robustnessOddities,
  ...stateOddities,
  ...streamingOddities,
  ...structuredOutputOddities,
  ...toolsOddities,
  ...truncationOddities,
  ...usageOddities,
];
