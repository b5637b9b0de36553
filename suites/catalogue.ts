import { authArea } from './auth/index.js';
import { azureArea } from './azure/index.js';
import { backgroundArea } from './background/index.js';
import { capabilitiesCatalogue } from './capabilities/index.js';
import { compactArea } from './compact/index.js';
import { concurrencyArea } from './concurrency/index.js';
import { conversationsArea } from './conversations/index.js';
import { createArea } from './create/index.js';
import { echoArea } from './echo/index.js';
import { type Catalogue, joinAreas } from './engine/catalogue.js';
import { errorsArea } from './errors/index.js';
import { httpArea } from './http/index.js';
import { includeArea } from './include/index.js';
import { inputTokensArea } from './input-tokens/index.js';
import { isolationArea } from './isolation/index.js';
import { limitsArea } from './limits/index.js';
import { reasoningArea } from './reasoning/index.js';
import { robustnessArea } from './robustness/index.js';
import { sdkArea } from './sdk/index.js';
import { stateArea } from './state/index.js';
import { streamingArea } from './streaming/index.js';
import { structuredOutputArea } from './structured-output/index.js';
import { toolsArea } from './tools/index.js';
import { truncationArea } from './truncation/index.js';
import { usageArea } from './usage/index.js';
/** The whole catalogue, area by area. */
export const catalogue: Catalogue = joinAreas([
  truncationArea,
  robustnessArea,
  limitsArea,
  isolationArea,
  httpArea,
  errorsArea,
  concurrencyArea,
  azureArea,
  authArea,
  createArea,
  echoArea,
  usageArea,
  includeArea,
  reasoningArea,
  structuredOutputArea,
  toolsArea,
  stateArea,
  streamingArea,
  backgroundArea,
  conversationsArea,
  compactArea,
  inputTokensArea,
  sdkArea,
  capabilitiesCatalogue,
]);
