import { arrayAt, isObject } from '../../schemas/json.js';
import { alteringParts } from '../defects/building.js';
import type { Oddity } from '../defects/defect.js';

export const structuredOutputOddities: readonly Oddity[] = [
  {
    name: 'JSON with line breaks and indentation',
    permitted: 'any JSON text will do',
    change: alteringParts((part) => {
      const { text } = part;
      if (typeof text !== 'string' || !/^\{/.test(text) || arrayAt(part, 'logprobs').length > 0) return part;
      const value: unknown = JSON.parse(text);
      return isObject(value) ? { ...part, text: `\n${JSON.stringify(value, null, 2)}\n` } : part;
    }),
  },
];
