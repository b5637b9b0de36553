import { expect, test } from 'vitest';
import { prove } from '../../tests/proof/subject.js';

test('what cannot be kept ends the run in order: nothing more is planned, what was made is deleted, and it is told', async () => {
  const seen: string[] = [];
  const deleted: string[] = [];
  const failing = prove(
    {
      dialect: 'openai',
      areas: ['state'],
      changes: [
        {
          request: (request) => {
            if (request.method === 'DELETE') deleted.push(request.url);
            return request;
          },
        },
      ],
    },
    {
      onExchange: async (exchange) => {
        seen.push(exchange.id);
        if (seen.length === 5) throw new Error('no space left on device');
      },
    },
  );
  await expect(failing).rejects.toThrow('no space left on device');
  expect(seen.length).toBeLessThan(40);
  expect(deleted.length).toBeGreaterThan(0);
});
