import { outputOf } from './client.js';

/** A function whose argument is something told earlier: what the call says shows what the server remembers. */
export const recall = {
  type: 'function',
  name: 'save',
  parameters: {
    type: 'object',
    properties: { code: { type: 'string', description: 'The code told earlier' } },
    required: ['code'],
  },
  strict: false,
};

/** The arguments of the call that a response consists of. */
export function argumentsOf(response: Parameters<typeof outputOf>[0]): unknown {
  const [call] = outputOf(response);
  return JSON.parse(String(call?.arguments));
}
