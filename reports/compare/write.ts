import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jsonText } from '../json-text.js';
import type { Comparison } from './comparison.js';
import { comparisonMarkdown } from './markdown.js';
import { comparisonPage } from './page.js';

/** Writes compare.html, compare.md and compare.json into a folder. */
export async function writeComparison(comparison: Comparison, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'compare.json'), jsonText(comparison));
  await writeFile(join(folder, 'compare.md'), comparisonMarkdown(comparison));
  await writeFile(join(folder, 'compare.html'), comparisonPage(comparison));
}
