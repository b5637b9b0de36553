import { isObject, numberAt } from '../../../schemas/json.js';
import { responses } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import type { ExchangeView } from '../../engine/view.js';
import { atPlace, reportPlace } from '../schema-places.js';

export const objectIsResponse = rule({
  id: 'RES-OBJECT',
  level: 'MUST',
  basis: 'schema',
  area: 'create',
  title: 'object of a response is "response"',
  source: { dialect: 'all', section: 'Response.object', note: 'constant' },
  needs: [],
  why: 'Clients that get several kinds of objects from one place (SDK unions, logs, gateways) tell them apart by it.',
  fix: 'Send "object": "response" in every Response object, in JSON answers and in events.',
  judge: responses({ check: atPlace('object') }),
});

export const statusIsKnown = rule({
  id: 'RES-STATUS-ENUM',
  level: 'MUST',
  levels: { 'open-responses': 'SHOULD' },
  basis: 'schema',
  area: 'create',
  title: 'status of a response is one of completed, failed, in_progress, cancelled, queued, incomplete',
  source: {
    dialect: 'openai',
    section: 'Response.status',
    note: 'six values; a free string in Open Responses',
  },
  needs: [],
  why: 'Polling loops and agents switch on status; an unknown word is neither finished nor running for them.',
  fix: 'Map the states of your engine onto the six values; finish reasons such as "stop" are "completed".',
  judge: responses({
    given: ({ value }) => value['status'] !== undefined,
    check: (found, report, view) => {
      const { status } = found.value;
      if (view.dialect.name !== 'open-responses') reportPlace('status', found, report, view);
      else if (!statuses.some((known) => known === status)) {
        report({
          pointer: `${found.pointer}/status`,
          message: 'status is none of the values that the events name',
          expected: statuses,
          actual: status ?? null,
        });
      }
    },
  }),
});

const statuses = ['completed', 'failed', 'in_progress', 'cancelled', 'queued', 'incomplete'];

export const statusPresent = rule({
  id: 'RES-STATUS-PRESENT',
  level: 'SHOULD',
  basis: 'example',
  area: 'create',
  title: 'a response says its status',
  source: {
    dialect: 'openai',
    section: 'Response.status',
    note: 'optional in the schema, there in every example',
  },
  needs: [],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  why: 'Without it a client cannot tell a finished answer from one that was cut or is still running.',
  fix: 'Send status in every Response object.',
  judge: responses({
    check: ({ pointer, value }, report) => {
      if ((value['status'] ?? null) === null) {
        report({ pointer: `${pointer}/status`, message: 'the response has no status', expected: statuses });
      }
    },
  }),
});

// Fixtures of bodies or events alone are cut to what their project needs: what is missing there was sent.
function isWholeRecording({ exchange }: ExchangeView): boolean {
  return exchange.fidelity !== 'body-only' && exchange.fidelity !== 'events-only';
}

export const requiredMembers = rule({
  id: 'RES-REQUIRED',
  level: 'MUST',
  basis: 'schema',
  area: 'create',
  title: 'a response has every member that its dialect requires',
  source: { dialect: 'all', section: 'Response', note: 'required lists differ: section a of the contract' },
  needs: [],
  why: 'Typed SDKs (Rust, Go, C#, Pydantic in strict mode) fail to decode the whole answer when a required member is missing.',
  fix: 'Send all required members; those that do not apply are null, [] or the default, as the schema says.',
  judge: responses({
    given: (_, view) => isWholeRecording(view),
    check: atPlace('required'),
  }),
});

export const toolsAreAnArray = rule({
  id: 'RES-TOOLS-REQ',
  level: 'MUST',
  basis: 'schema',
  area: 'create',
  title: 'tools of a response is an array, also when it is empty',
  source: { dialect: 'openai', section: 'Response.tools', note: 'required, array' },
  needs: [],
  why: 'Clients iterate over it without asking; null or a missing member throws.',
  fix: 'Send "tools": [] where the request had none.',
  judge: responses({
    given: ({ value }, view) => value['tools'] !== undefined || isWholeRecording(view),
    check: atPlace('tools'),
  }),
});

export const createdAtInSeconds = rule({
  id: 'RES-CREATED-INT',
  level: 'MUST',
  basis: 'schema',
  area: 'create',
  title: 'created_at is a Unix time in seconds',
  source: { dialect: 'all', section: 'Response.created_at', note: 'number in OpenAI, integer elsewhere' },
  needs: [],
  why: 'A date string breaks typed clients; milliseconds put the answer some fifty thousand years ahead.',
  fix: 'Send whole seconds since 1970 as a number.',
  judge: responses({ check: atPlace('created-at') }),
});

export const completedAtFits = rule({
  id: 'RES-COMPLETED-AT',
  level: 'MUST',
  basis: 'prose',
  area: 'create',
  title: 'completed_at is a time not before created_at, and only completed responses have one',
  source: {
    dialect: 'openai',
    section: 'Response.completed_at',
    note: 'only present when the status is completed',
  },
  needs: [],
  why: 'Dashboards and bills compute durations from it; clients read a time as "done".',
  fix: 'Set it when the response completes; null or absent at all other times.',
  judge: responses({
    given: ({ value }) => value['completed_at'] !== undefined,
    check: (found, report, view) => {
      const { pointer, value } = found;
      reportPlace('completed-at', found, report, view);
      const completedAt = value['completed_at'] ?? null;
      if (completedAt === null) return;
      if (mayNotHaveEnded(value['status'], view)) {
        report({
          pointer: `${pointer}/completed_at`,
          message: 'a response that is not completed has a completed_at',
          expected: null,
          actual: completedAt,
          cause: 'not completed',
        });
      }
      // What is no number is before nothing: the schema speaks about that.
      const createdAt = numberAt(value, 'created_at') ?? Number.NaN;
      if ((numberAt(value, 'completed_at') ?? Number.NaN) < Math.floor(createdAt)) {
        report({
          pointer: `${pointer}/completed_at`,
          message: 'completed_at is before created_at',
          expected: `>= ${createdAt}`,
          actual: completedAt,
          cause: 'before created_at',
        });
      }
    },
  }),
});

// Open Responses does not say that a response which failed or was cut has no such time.
function mayNotHaveEnded(status: unknown, { dialect }: ExchangeView): boolean {
  return dialect.name === 'open-responses'
    ? status === 'queued' || status === 'in_progress'
    : status !== 'completed' && status !== undefined;
}

export const errorIffFailed = rule({
  id: 'RES-ERROR-IFF-FAILED',
  level: 'MUST',
  basis: 'prose',
  area: 'create',
  title: 'error is an object when the response failed, and null otherwise',
  source: { dialect: 'openai', section: 'Response.error', note: 'returned when the model fails to generate' },
  needs: [],
  why: 'Clients test `response.error` for truth: an object on success raises, null on failure hides the reason.',
  fix: 'Set error together with status "failed", with code and message; null in every other state.',
  judge: responses({
    given: ({ value }) => value['error'] !== undefined,
    check: (found, report, view) => {
      const { pointer, value } = found;
      reportPlace('error', found, report, view);
      const failed = value['status'] === 'failed';
      if (failed && value['error'] === null) {
        report({
          pointer: `${pointer}/error`,
          message: 'the response failed but does not say why',
          expected: 'an object with code and message',
          actual: null,
          cause: 'failed without error',
        });
      }
      if (!failed && value['status'] !== undefined && isObject(value['error'])) {
        report({
          pointer: `${pointer}/error`,
          message: `the response has an error although its status is ${JSON.stringify(value['status'])}`,
          expected: null,
          actual: value['error'],
          cause: 'error without failure',
        });
      }
    },
  }),
});

export const errorCodeKnown = rule({
  id: 'RES-ERROR-CODE-ENUM',
  level: 'MUST',
  basis: 'schema',
  area: 'create',
  title: 'error.code of a failed response is one of the listed codes',
  source: {
    dialect: 'openai',
    section: 'ResponseError.code',
    note: 'closed list; a free string in Open Responses',
  },
  needs: [],
  why: 'Retry logic decides by code: server_error and rate_limit_exceeded are tried again, the rest is not.',
  fix: 'Use server_error where no other code fits.',
  judge: responses({
    given: ({ value }) => isObject(value['error']),
    check: atPlace('error-code'),
  }),
});

export const incompleteDetails = rule({
  id: 'RES-INCOMPLETE-DETAILS',
  level: 'MUST',
  basis: 'schema',
  area: 'create',
  title: 'incomplete_details names a listed reason exactly when the response is incomplete',
  source: {
    dialect: 'openai',
    section: 'Response.incomplete_details',
    note: 'details about why the response is incomplete',
  },
  needs: [],
  why: 'Agents go on, ask for more tokens or give up depending on the reason.',
  fix: 'Send { "reason": "max_output_tokens" } or "content_filter" with status "incomplete", and null otherwise.',
  judge: responses({
    given: ({ value }) => value['incomplete_details'] !== undefined,
    check: (found, report, view) => {
      const { pointer, value } = found;
      reportPlace('incomplete-details', found, report, view);
      const details = value['incomplete_details'];
      const place = `${pointer}/incomplete_details`;
      if (
        value['status'] === 'incomplete' &&
        typeof (isObject(details) ? details['reason'] : null) !== 'string'
      ) {
        report({
          pointer: place,
          message: 'the response is incomplete but names no reason',
          expected: { reason: 'max_output_tokens' },
          actual: details ?? null,
          cause: 'no reason',
        });
      }
      if (isObject(details) && value['status'] !== 'incomplete' && value['status'] !== undefined) {
        report({
          pointer: place,
          message: `incomplete_details is filled although the status is ${JSON.stringify(value['status'])}`,
          expected: null,
          actual: details,
          cause: 'not incomplete',
        });
      }
    },
  }),
});

export const restOfSchema = rule({
  id: 'RES-SCHEMA',
  level: 'MUST',
  basis: 'schema',
  area: 'create',
  title: 'every other standard member of a response has the type and values that its dialect gives it',
  source: { dialect: 'all', section: 'Response', note: 'members without a rule of their own' },
  needs: [],
  why: 'Typed clients reject the whole answer for one member of the wrong type.',
  fix: 'Compare the member with the dialect’s schema (responses-conformance schemas --root Response).',
  judge: responses({ check: atPlace('other') }),
});

export const responseSchemaRules: readonly Rule[] = [
  objectIsResponse,
  statusIsKnown,
  statusPresent,
  requiredMembers,
  toolsAreAnArray,
  createdAtInSeconds,
  completedAtFits,
  errorIffFailed,
  errorCodeKnown,
  incompleteDetails,
  restOfSchema,
];
