import { arrayAt } from '../../../schemas/json.js';
import { alteringResponses, alteringWhen, always, byDefault, leavingOut } from '../building.js';
import type { Defect } from '../defect.js';

const area = 'create';

/** Faults of the Response object itself. */
export const responseDefects: readonly Defect[] = [
  {
    name: 'object-is-chat-completion',
    area,
    symptom: 'object is "chat.completion"',
    caughtBy: ['RES-OBJECT'],
    change: always({ object: 'chat.completion' }),
  },
  {
    name: 'status-is-a-finish-reason',
    area,
    symptom: 'status of finished responses is "stop"',
    caughtBy: ['RES-STATUS-ENUM'],
    collateral: 60,
    change: alteringWhen('completed', (response) => ({ ...response, status: 'stop' })),
  },
  {
    name: 'status-missing',
    area,
    symptom: 'responses have no status',
    caughtBy: ['RES-STATUS-PRESENT'],
    level: 'SHOULD',
    collateral: 60,
    change: leavingOut('status'),
  },
  {
    name: 'required-fields-absent',
    area,
    symptom: 'tool_choice, tools and parallel_tool_calls are missing',
    seenIn: 'museum',
    caughtBy: ['RES-REQUIRED', 'RES-TOOLS-REQ'],
    change: leavingOut('tool_choice', 'tools', 'parallel_tool_calls'),
  },
  {
    name: 'tools-null-when-empty',
    area,
    symptom: 'tools is null where the request had none',
    caughtBy: ['RES-TOOLS-REQ'],
    change: alteringResponses((response) =>
      arrayAt(response, 'tools').length === 0 ? { ...response, tools: null } : response,
    ),
  },
  {
    name: 'created-at-in-milliseconds',
    area,
    symptom: 'created_at counts milliseconds',
    caughtBy: ['RES-CREATED-INT'],
    change: alteringResponses((response) => ({
      ...response,
      created_at: Number(response['created_at']) * 1000,
    })),
  },
  {
    name: 'created-at-as-date-string',
    area,
    symptom: 'created_at is an ISO date',
    caughtBy: ['RES-CREATED-INT'],
    change: always({ created_at: '2026-11-01T00:00:00Z' }),
  },
  {
    name: 'completed-at-from-the-start',
    area,
    symptom: 'running and cut responses have a completed_at',
    caughtBy: ['RES-COMPLETED-AT'],
    change: alteringResponses((response) => ({
      ...response,
      completed_at: response['completed_at'] ?? response['created_at'] ?? null,
    })),
  },
  {
    name: 'completed-before-created',
    area,
    symptom: 'completed_at lies before created_at',
    caughtBy: ['RES-COMPLETED-AT'],
    change: alteringWhen('completed', (response) => ({
      ...response,
      completed_at: Number(response['created_at']) - 60,
    })),
  },
  {
    name: 'failure-without-error',
    area,
    symptom: 'failed responses have error null',
    caughtBy: ['RES-ERROR-IFF-FAILED'],
    change: alteringWhen('failed', (response) => ({ ...response, error: null })),
  },
  {
    name: 'error-on-success',
    area,
    symptom: 'completed responses carry an error object',
    caughtBy: ['RES-ERROR-IFF-FAILED'],
    change: alteringWhen('completed', (response) => ({
      ...response,
      error: { code: 'server_error', message: '' },
    })),
  },
  {
    name: 'error-code-is-a-number',
    area,
    symptom: 'error.code of failed responses is an HTTP status',
    caughtBy: ['RES-ERROR-CODE-ENUM'],
    change: alteringWhen('failed', (response) => ({
      ...response,
      error: { code: 500, message: 'The model failed.' },
    })),
  },
  {
    name: 'error-code-made-up',
    area,
    symptom: 'error.code of failed responses is a word of its own',
    caughtBy: ['RES-ERROR-CODE-ENUM'],
    change: alteringWhen('failed', (response) => ({
      ...response,
      error: { code: 'engine_crashed', message: 'The model failed.' },
    })),
  },
  {
    name: 'incomplete-without-reason',
    area,
    symptom: 'cut responses have incomplete_details null',
    caughtBy: ['RES-INCOMPLETE-DETAILS'],
    change: alteringWhen('incomplete', (response) => ({ ...response, incomplete_details: null })),
  },
  {
    name: 'incomplete-reason-max-tokens',
    area,
    symptom: 'the reason of cut responses is "max_tokens"',
    caughtBy: ['RES-INCOMPLETE-DETAILS'],
    change: alteringWhen('incomplete', (response) => ({
      ...response,
      incomplete_details: { reason: 'max_tokens' },
    })),
  },
  {
    name: 'incomplete-details-always',
    area,
    symptom: 'completed responses carry incomplete_details',
    caughtBy: ['RES-INCOMPLETE-DETAILS'],
    change: alteringWhen('completed', (response) => ({
      ...response,
      incomplete_details: { reason: 'max_output_tokens' },
    })),
  },
  {
    name: 'temperature-as-text',
    area,
    symptom: 'temperature comes back as a string',
    caughtBy: ['RES-SCHEMA'],
    change: alteringResponses((response) => ({
      ...response,
      temperature: String(response['temperature']),
    })),
  },
  {
    name: 'metadata-as-text',
    area,
    symptom: 'metadata is a text where none was sent',
    caughtBy: ['RES-SCHEMA'],
    change: byDefault('metadata', 'none'),
  },
  {
    name: 'answers-still-running',
    area,
    symptom: 'JSON answers are in progress',
    caughtBy: ['RES-FINISHED'],
    collateral: 80,
    change: {
      response: (response, place) => (place === 'json' ? { ...response, status: 'in_progress' } : response),
    },
  },
  {
    name: 'output-emptied',
    area,
    symptom: 'completed responses have an empty output',
    caughtBy: ['RES-OUTPUT-LOST'],
    collateral: 80,
    change: alteringWhen('completed', (response) => ({ ...response, output: [] })),
  },
  {
    name: 'hm-response-ids-repeat',
    area,
    symptom: 'all responses have the same id',
    caughtBy: ['RES-ID-UNIQUE'],
    collateral: 40,
    change: always({ id: 'resp_1' }),
  },
];
