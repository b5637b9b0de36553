import { isObject, type JsonObject, type JsonValue } from '../../schemas/json.js';
import { alteringResponses, always, byDefault } from './building.js';
import type { Defect } from './defect.js';

const area = 'echo';

/** The defect of showing a fixed value whatever was asked. */
function fixed(name: string, member: string, value: JsonValue, rule: string): Defect {
  return {
    name,
    area,
    symptom: `${member} is ${JSON.stringify(value)} whatever was asked`,
    caughtBy: [rule],
    collateral: 20,
    change: always({ [member]: value }),
  };
}

/** The defect of dropping a parameter that was sent. */
function dropped(member: string): Defect {
  return {
    name: `${member.replaceAll('_', '-')}-not-echoed`,
    area,
    symptom: `${member} is accepted and shows as null`,
    caughtBy: ['RES-ECHO-DROPPED'],
    level: 'SHOULD',
    change: always({ [member]: null }),
  };
}

function insideText(change: (text: JsonObject) => JsonObject) {
  return alteringResponses((response) =>
    isObject(response['text']) ? { ...response, text: change(response['text']) } : response,
  );
}

export const echoDefects: readonly Defect[] = [
  fixed('temperature-fixed', 'temperature', 1, 'RES-ECHO'),
  fixed('top-p-fixed', 'top_p', 1, 'RES-ECHO'),
  fixed('instructions-dropped', 'instructions', null, 'RES-ECHO'),
  fixed('parallel-calls-fixed', 'parallel_tool_calls', true, 'RES-ECHO'),
  fixed('truncation-fixed', 'truncation', 'disabled', 'RES-ECHO'),
  fixed('max-output-tokens-other', 'max_output_tokens', 4096, 'RES-ECHO'),
  fixed('tool-choice-fixed', 'tool_choice', 'auto', 'RES-ECHO'),
  {
    name: 'format-echoed-as-text',
    area,
    symptom: 'text.format is { "type": "text" } whatever was asked',
    caughtBy: ['RES-ECHO'],
    change: insideText((text) => ({ ...text, format: { type: 'text' } })),
  },
  {
    name: 'temperature-zero-lost',
    area,
    symptom: 'a temperature of 0 is taken for none',
    caughtBy: ['RES-ECHO'],
    change: alteringResponses((response) =>
      response['temperature'] === 0 ? { ...response, temperature: 1 } : response,
    ),
  },
  dropped('max_output_tokens'),
  dropped('user'),
  dropped('safety_identifier'),
  dropped('prompt_cache_key'),
  dropped('max_tool_calls'),
  {
    name: 'verbosity-not-echoed',
    area,
    symptom: 'text.verbosity is accepted and does not show',
    caughtBy: ['RES-ECHO-DROPPED'],
    level: 'SHOULD',
    change: insideText(({ verbosity: _, ...text }) => text),
  },
  {
    name: 'penalties-not-echoed',
    area,
    symptom: 'presence_penalty is always 0',
    dialect: 'open-responses',
    caughtBy: ['RES-ECHO'],
    change: always({ presence_penalty: 0 }),
  },
  {
    name: 'metadata-empty',
    area,
    symptom: 'metadata comes back empty',
    caughtBy: ['RES-METADATA-ECHO'],
    change: always({ metadata: {} }),
  },
  {
    name: 'metadata-of-its-own',
    area,
    symptom: 'the server adds pairs of its own to metadata',
    caughtBy: ['RES-METADATA-ECHO'],
    change: alteringResponses((response) => ({
      ...response,
      metadata: { ...(isObject(response['metadata']) ? response['metadata'] : {}), node: 'worker-7' },
    })),
  },
  {
    name: 'store-hardcoded-false-echo',
    area,
    symptom: 'store is false whatever was asked',
    seenIn: 'ai-dynamo/dynamo#7202',
    caughtBy: ['RES-STORE-ECHO'],
    change: always({ store: false }),
  },
  {
    name: 'hm-model-echo-wrong',
    area,
    symptom: 'another model is echoed',
    caughtBy: ['RES-MODEL-ECHO'],
    level: 'SHOULD',
    change: always({ model: 'gpt-oss-120b' }),
  },
  {
    name: 'tier-not-named',
    area,
    symptom: 'service_tier is null although it was asked for',
    caughtBy: ['REQ-TIER-ECHO'],
    change: always({ service_tier: null }),
  },
  {
    name: 'default-temperature-of-its-own',
    area,
    symptom: 'requests without a temperature run at 0.7',
    caughtBy: ['REQ-DEFAULTS'],
    change: byDefault('temperature', 0.7),
  },
  {
    name: 'truncation-auto-by-default',
    area,
    symptom: 'truncation is auto unless asked otherwise',
    caughtBy: ['REQ-DEFAULTS'],
    change: byDefault('truncation', 'auto'),
  },
  {
    name: 'one-call-at-a-time-by-default',
    area,
    symptom: 'parallel_tool_calls is false unless asked otherwise',
    caughtBy: ['REQ-PTC-DEFAULT'],
    change: byDefault('parallel_tool_calls', false),
  },
];
