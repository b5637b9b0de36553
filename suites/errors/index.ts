import type { AreaCatalogue } from '../engine/catalogue.js';
import { combinationRules } from './rules/combinations.js';
import { errorEnvelope, errorFields, nestedDetails } from './rules/envelope.js';
import { failureRules } from './rules/failures.js';
import { forbiddenMeaning } from './rules/forbidden.js';
import { meaningRules } from './rules/meaning.js';
import { refusedRules } from './rules/refused.js';
import { streamedRules } from './rules/streamed.js';
import { unknownRules } from './rules/unknown.js';
import { combinationScenarios } from './scenarios/combinations.js';
import { encodings, rareEncodingsScenario } from './scenarios/encodings.js';
import {
  missingMembersScenario,
  unknownValuesScenario,
  wrongTypesScenario,
} from './scenarios/faulty-bodies.js';
import { furtherViolations, generatedViolations, randomViolationsScenario } from './scenarios/generated.js';
import { refusedScenario } from './scenarios/refused.js';
import { streamedFaults } from './scenarios/streamed.js';
import { unknownIds, unknownModel, unknownRoutes } from './scenarios/unknown.js';

/** What is refused, with which status, in which shape, and what an error says. */
export const errorsArea: AreaCatalogue = {
  area: 'errors',
  rules: [
    errorEnvelope,
    errorFields,
    nestedDetails,
    ...meaningRules,
    forbiddenMeaning,
    ...refusedRules,
    ...unknownRules,
    ...combinationRules,
    ...streamedRules,
    ...failureRules,
  ],
  scenarios: [
    refusedScenario,
    wrongTypesScenario,
    unknownValuesScenario,
    missingMembersScenario,
    encodings,
    rareEncodingsScenario,
    ...combinationScenarios,
    unknownModel,
    unknownIds,
    unknownRoutes,
    streamedFaults,
    generatedViolations,
    furtherViolations,
    randomViolationsScenario,
  ],
};
