import type { Case } from './case.js';
import { errorsCases } from './errors.js';
import { errorsMeaningCases } from './errors-meaning.js';
import { includeCases } from './include.js';
import { includeLogprobsCases } from './include-logprobs.js';
import { structuredOutputCases } from './structured-output.js';

/** All cases, by the area that they are about. */
export const casesByArea: { readonly [area: string]: readonly Case[] } = {
  errors: [...errorsCases, ...errorsMeaningCases],
  include: [...includeCases, ...includeLogprobsCases],
  'structured-output': structuredOutputCases,
};
