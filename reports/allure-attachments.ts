import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attachment } from 'allure-js-commons';
import { inert, shortened } from './inert-text.js';

/** Longest attachment, and longest once the report has grown large: the HTML must stay under 20 MB. */
const mostLetters = 40_000;
const mostLettersWhenLarge = 1000;

/** Letters of attachments in one report, after which they are cut short. */
export const lettersOfReport = 6_000_000;

/** Writes attachments into the results folder; equal texts share one file. Beyond `room` letters they are cut short. */
export function attachmentWriter(folder: string, room: number): (name: string, text: string) => Attachment {
  let written = 0;
  return (name, text) => {
    const content = shortened(inert(text), written > room ? mostLettersWhenLarge : mostLetters);
    const source = `${createHash('md5').update(content).digest('hex')}-attachment.txt`;
    const file = join(folder, source);
    if (!existsSync(file)) {
      writeFileSync(file, content);
      written += content.length;
    }
    return { name, type: 'text/plain', source, size: Buffer.byteLength(content) };
  };
}
