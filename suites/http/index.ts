import type { AreaCatalogue } from '../engine/catalogue.js';
import { retryAfter } from './rules/throttling.js';
import { answerEnds, jsonAnswer, jsonBody, jsonError, quietMethods } from './rules/transport.js';
import { quietMethods as quietMethodsScenario, throttledRequest } from './scenarios/methods.js';

/** The HTTP layer below the contract: media types, complete answers, quiet methods, throttling. */
export const httpArea: AreaCatalogue = {
  area: 'http',
  rules: [jsonAnswer, jsonError, jsonBody, answerEnds, quietMethods, retryAfter],
  scenarios: [quietMethodsScenario, throttledRequest],
  excluded: [
    {
      id: 'HTTP-REQ-JSON',
      reason:
        'It binds clients, not servers: the suite itself sends application/json. ERR-CONTENT-TYPE judges the refusal.',
    },
    {
      id: 'HTTP-SUPERSET',
      reason:
        'A permission to servers: unknown members and items are listed with the coverage and never judged.',
    },
    ...[
      'WS-CREATE-FIRST',
      'WS-NO-TRANSPORT-FIELDS',
      'WS-SAME-EVENTS',
      'WS-ONE-INFLIGHT',
      'WS-CACHE',
      'WS-MISS',
      'WS-EVICT',
      'WS-60MIN',
      'WS-ERROR-ENVELOPE',
    ].map((id) => ({ id, reason: 'The WebSocket transport is out of scope for contract 2026-11.' })),
  ],
};
