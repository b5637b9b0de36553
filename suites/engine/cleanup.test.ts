import { expect, test } from 'vitest';
import type { Change } from '../../targets/reference/index.js';
import { prove } from '../../tests/proof/subject.js';

/** Counts what is deleted, and answers it as `status` says. */
async function deletions(status: number): Promise<{ readonly asked: number; readonly distinct: number }> {
  const paths: string[] = [];
  const counting: Change = {
    answer: (answer, { request, path }) => {
      if (request.method !== 'DELETE') return answer;
      paths.push(path);
      return status === 200 ? answer : { ...answer, status };
    },
  };
  await prove({ dialect: 'openai', changes: [counting], areas: ['usage'] });
  return { asked: paths.length, distinct: new Set(paths).size };
}

test('everything that a run has made is deleted, once', async () => {
  const { asked, distinct } = await deletions(200);
  expect(asked).toBeGreaterThan(6);
  expect(distinct).toBe(asked);
});

test('a target that deletes nothing is not asked again and again', async () => {
  expect((await deletions(405)).asked).toBe(3);
});
