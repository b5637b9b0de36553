import { arrayAt, isObject } from '../../schemas/json.js';
import { alteringResponses, leavingOut } from '../defects/building.js';
import type { Oddity } from '../defects/defect.js';

export const echoOddities: readonly Oddity[] = [
  {
    name: 'the dated snapshot as model',
    permitted: 'recorded in most OpenAI answers',
    change: alteringResponses((response) => ({ ...response, model: `${response['model']}-2026-03-05` })),
  },
  {
    name: 'the vendor in front of the model',
    permitted: 'gateways name models so',
    change: alteringResponses((response) => ({ ...response, model: `acme/${response['model']}` })),
  },
  {
    name: 'sampling settings in single precision',
    permitted: 'numbers, not decimals, are echoed',
    change: alteringResponses((response) => ({
      ...response,
      temperature: Math.fround(Number(response['temperature'])),
      top_p: Math.fround(Number(response['top_p'])),
    })),
  },
  {
    name: 'top_p 0.98 unless asked otherwise',
    permitted: 'recorded in a third of all OpenAI answers: the default depends on the model',
    change: alteringResponses((response, { body }) =>
      body?.['top_p'] === undefined ? { ...response, top_p: 0.98 } : response,
    ),
  },
  {
    name: 'verbosity and the missing description filled in',
    permitted: 'recorded normalisations of text',
    change: alteringResponses((response) => {
      const text = isObject(response['text']) ? response['text'] : {};
      const format = isObject(text['format']) ? text['format'] : { type: 'text' };
      return {
        ...response,
        text: {
          verbosity: 'medium',
          ...text,
          format: format['type'] === 'json_schema' ? { description: null, ...format } : format,
        },
      };
    }),
  },
  {
    name: 'tools with defaults filled in',
    permitted: 'recorded normalisations of tools',
    change: alteringResponses((response) => ({
      ...response,
      tools: arrayAt(response, 'tools').map((tool) =>
        isObject(tool) && tool['type'] === 'function'
          ? { ...tool, output_schema: null, strict: tool['strict'] ?? true }
          : tool,
      ),
    })),
  },
  {
    name: 'optional echoes left out',
    permitted: 'optional in the schema of this dialect',
    dialect: 'azure-openai',
    change: leavingOut('moderation', 'billing', 'presence_penalty', 'frequency_penalty'),
  },
];
