import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { badgeEndpoint, badgeSvg } from '../badge.js';
import { jsonText } from '../json-text.js';
import { signStatement } from './envelope.js';
import { certificatePage } from './page.js';
import type { CertificateStatement } from './statement.js';
import { certificateTitle } from './title.js';

/** The files of a certificate. */
const certificateFiles = ['certificate.json', 'certificate.html', 'badge.svg', 'badge.json'] as const;

/** Writes the certificate, its page and its badges; signed where a private key (PEM) is given. */
export async function writeCertificate(
  statement: CertificateStatement,
  privateKey: string | null,
  folder: string,
): Promise<void> {
  const document = privateKey === null ? statement : signStatement(statement, privateKey);
  const title = certificateTitle(statement);
  await writeFile(join(folder, 'certificate.json'), jsonText(document));
  await writeFile(join(folder, 'certificate.html'), certificatePage(statement, privateKey !== null));
  await writeFile(join(folder, 'badge.svg'), badgeSvg(title));
  await writeFile(join(folder, 'badge.json'), badgeEndpoint(title));
}

/** Takes away what an earlier run certified: without a certificate there must be no badge either. */
export async function removeCertificate(folder: string): Promise<void> {
  for (const file of certificateFiles) await rm(join(folder, file), { force: true });
}

/**
 * SHA-256 of a transcript, in hexadecimal: of the file, followed by the files of large streams that lie beside it, in the
 * order of their names. Where there are none it is what sha256sum says. Throws where the file cannot be read.
 */
export async function transcriptDigest(file: string): Promise<string> {
  const folder = join(dirname(file), 'streams');
  const streams = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const hash = createHash('sha256');
  for (const path of [file, ...streams.toSorted().map((name) => join(folder, name))]) {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}
