import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defects } from '../defects/index.js';
import { oddities } from '../oddities/index.js';
import { museum } from './slugs.js';

const published = new URL('../../../shared/museum.json', import.meta.url);

test.each(Object.entries(museum))('%s (%s) is imitated', (slug, level) => {
  if (level === 'control') {
    expect(oddities.map(({ name }) => name)).toContain(slug);
    return;
  }
  const defect = defects.find(({ name }) => name === slug);
  expect(defect, `no defective server is called ${slug}`).toBeDefined();
  if (level === 'must') expect(defect?.level ?? 'MUST').toBe('MUST');
});

test.skipIf(!existsSync(published))(
  'the collection is the published one (skipped where ../shared is absent)',
  () => {
    const entries = JSON.parse(readFileSync(published, 'utf8')) as readonly {
      readonly slug: string;
      readonly level: string;
    }[];
    expect(Object.fromEntries(entries.map(({ slug, level }) => [slug, level]))).toEqual(museum);
  },
);
