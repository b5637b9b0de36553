import type { DialectName } from '../../schemas/dialect.js';
import type { JsonObject } from '../../schemas/json.js';
import { type Case, cases } from './case.js';
import { message } from './output.js';
import { created } from './traffic.js';

const asked = { model: 'm', input: 'Hi.' };

/** A request with these members, and an answer with those. */
function shown(
  request: JsonObject,
  response: JsonObject,
  dialect: DialectName = 'openai',
  status = 'completed',
): Case['exchanges'] {
  return [created({ ...asked, ...request }, [message('Hello.')], { response, dialect, status })];
}

export const echoCases = cases(
  {
    name: 'null stands for the default of a number',
    exchanges: shown({}, { temperature: null, truncation: null, background: null }),
    passed: ['REQ-DEFAULTS'],
  },
  {
    name: 'a format has a type, even by default',
    exchanges: shown({}, { text: { format: { type: null } } }),
    blamed: { 'REQ-DEFAULTS': '/text/format/type', 'RES-SCHEMA': '/text/format/type' },
  },
  {
    name: 'another default',
    exchanges: shown({}, { temperature: 0.7, parallel_tool_calls: false }),
    blamed: { 'REQ-DEFAULTS': '/temperature', 'REQ-PTC-DEFAULT': '/parallel_tool_calls' },
  },
  {
    name: 'an agent brings its own settings',
    exchanges: shown(
      { agent_reference: { type: 'agent_reference', name: 'a' } },
      { temperature: 0.7, parallel_tool_calls: false },
      'azure-foundry',
    ),
    notFor: ['REQ-DEFAULTS', 'REQ-PTC-DEFAULT'],
  },
  {
    name: 'a limit that does not come back is dropped, not changed',
    exchanges: shown({ max_output_tokens: 100 }, { max_output_tokens: null }),
    blamed: { 'RES-ECHO-DROPPED': '/max_output_tokens' },
    passed: ['RES-ECHO'],
  },
  {
    name: 'a temperature that does not come back is lost',
    exchanges: shown({ temperature: 0.5 }, { temperature: null }),
    blamed: { 'RES-ECHO': '/temperature' },
    passed: ['RES-ECHO-DROPPED'],
  },
  {
    name: 'a limit that comes back as null is dropped in Open Responses too',
    exchanges: shown({ max_output_tokens: 100 }, { max_output_tokens: null }, 'open-responses'),
    blamed: { 'RES-ECHO-DROPPED': '/max_output_tokens' },
  },
  {
    name: 'a limit that Open Responses requires and that is not there is missing, not dropped',
    exchanges: [
      created({ ...asked, max_output_tokens: 100 }, [message('Hello.')], {
        dialect: 'open-responses',
        response: { max_output_tokens: undefined },
      }),
    ],
    blamed: { 'RES-REQUIRED': '/max_output_tokens' },
  },
  {
    name: 'a verbosity that does not come back is dropped in Open Responses too',
    exchanges: shown(
      { text: { format: { type: 'text' }, verbosity: 'low' } },
      { text: { format: { type: 'text' } } },
      'open-responses',
    ),
    blamed: { 'RES-ECHO-DROPPED': '/text/verbosity' },
  },
  {
    name: 'an effort that comes back as null is dropped in Open Responses too',
    exchanges: shown({ reasoning: { effort: 'low' } }, { reasoning: null }, 'open-responses'),
    blamed: { 'RES-ECHO-DROPPED': '/reasoning/effort' },
  },
  {
    name: 'metadata comes back with a pair of somebody else',
    exchanges: shown({ metadata: { job: '1' } }, { metadata: { job: '1', owner: 'other' } }),
    blamed: { 'RES-METADATA-ECHO': '/metadata' },
  },
  {
    name: 'metadata comes back with another value',
    exchanges: shown({ metadata: { job: '1' } }, { metadata: { job: '2' } }),
    blamed: { 'RES-METADATA-ECHO': '/metadata' },
  },
  {
    name: 'what was not to be stored is shown as stored',
    exchanges: shown({ store: false }, { store: true }),
    blamed: { 'RES-STORE-ECHO': '/store' },
  },
  {
    name: 'what was to be stored is shown as not stored',
    exchanges: shown({ store: true }, { store: false }),
    blamed: { 'RES-STORE-ECHO': '/store' },
  },
  {
    name: 'a variant is the model',
    exchanges: shown({ model: 'vendor/model-1' }, { model: 'Model-1:free' }),
    passed: ['RES-MODEL-ECHO'],
  },
  {
    name: 'a dated model may come back by its plain name',
    exchanges: shown({ model: 'model-1-2026-08-07' }, { model: 'model-1' }),
    passed: ['RES-MODEL-ECHO'],
  },
  {
    name: 'a model with a longer number is another model',
    exchanges: shown({ model: 'model-1' }, { model: 'model-12' }),
    blamed: { 'RES-MODEL-ECHO': '/model' },
  },
  {
    name: 'an alias is the model where the target has it',
    exchanges: shown({ model: 'model-1' }, { model: 'deployment' }),
    target: { modelAliases: ['deployment'] },
    passed: ['RES-MODEL-ECHO'],
  },
  {
    name: 'the tier used may be another than asked for',
    exchanges: shown({ service_tier: 'flex' }, { service_tier: 'default' }),
    passed: ['REQ-TIER-ECHO'],
  },
  {
    name: 'fast is the name of a wish, not of a tier',
    exchanges: shown({ service_tier: 'fast' }, { service_tier: 'fast' }),
    blamed: { 'REQ-TIER-ECHO': '/service_tier' },
  },
  {
    name: 'an empty tier is none',
    exchanges: shown({ service_tier: 'auto' }, { service_tier: '' }, 'open-responses'),
    blamed: { 'REQ-TIER-ECHO': '/service_tier' },
  },
  {
    name: 'an answer that was cut names its tier as well',
    exchanges: [
      created({ ...asked, service_tier: 'flex' }, [message('Hel', { status: 'incomplete' })], {
        status: 'incomplete',
        response: { service_tier: null },
      }),
    ],
    blamed: { 'REQ-TIER-ECHO': '/service_tier' },
  },
  {
    name: 'a server without tiers need not name one',
    exchanges: shown({ service_tier: 'flex' }, { service_tier: null }),
    target: { capabilities: { 'service-tier': false } },
    notFor: ['REQ-TIER-ECHO'],
  },
);
