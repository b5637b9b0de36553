import { arrayAt, isObject } from '../../schemas/json.js';
import { alteringParts } from '../defects/building.js';
import type { Oddity } from '../defects/defect.js';

export const includeOddities: readonly Oddity[] = [
  {
    name: 'fewer alternatives than asked for',
    permitted: 'top_logprobs is a limit',
    change: alteringParts((part) => ({
      ...part,
      ...(part['logprobs'] === undefined
        ? {}
        : {
            logprobs: arrayAt(part, 'logprobs').map((entry) =>
              isObject(entry)
                ? { ...entry, top_logprobs: arrayAt(entry, 'top_logprobs').slice(0, 1) }
                : entry,
            ),
          }),
    })),
  },
];
