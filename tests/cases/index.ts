import { authCases } from './auth.js';
import { azureCases } from './azure.js';
import { capabilitiesCases } from './capabilities.js';
import type { Case } from './case.js';
import { errorsCases } from './errors.js';
import { errorsFailuresCases } from './errors-failures.js';
import { errorsMeaningCases } from './errors-meaning.js';
import { httpCases } from './http.js';
import { includeCases } from './include.js';
import { includeLogprobsCases } from './include-logprobs.js';
import { isolationCases } from './isolation.js';
import { robustnessCases } from './robustness.js';
import { sdkCases } from './sdk.js';
import { structuredOutputCases } from './structured-output.js';

/** All cases, by the area that they are about. */
export const casesByArea: { readonly [area: string]: readonly Case[] } = {
  auth: authCases,
  azure: azureCases,
  capabilities: capabilitiesCases,
  errors: [...errorsCases, ...errorsFailuresCases, ...errorsMeaningCases],
  http: httpCases,
  include: [...includeCases, ...includeLogprobsCases],
  isolation: isolationCases,
  robustness: robustnessCases,
  sdk: sdkCases,
  'structured-output': structuredOutputCases,
};
