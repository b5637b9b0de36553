import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { profiles } from '../../reports/certificate/requirement-set.js';
import { workplace } from './workplace.js';

const { path, command } = workplace();

test('a certified run can be verified, and not after a tampering with certificate or transcript', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  await writeFile(path('key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await writeFile(path('public.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
  const words = [
    '--certify',
    profiles.join(','),
    '--sign',
    'key.pem',
    '--target-version',
    '1.0',
    '--output',
    'out',
  ];
  const run = await command(['run', ...words, '--max-tokens', '400000', '--reporter', '-allure']);
  expect(run.err).toBe('');
  expect(run.out).toContain('certificate: out/certificate.json, signed');
  expect(run.code).toBe(0);
  expect(await readFile(path('out', 'badge.svg'), 'utf8')).toContain('<svg');
  expect(JSON.parse(await readFile(path('out', 'badge.json'), 'utf8'))).toMatchObject({ schemaVersion: 1 });

  const verify = (certificate: string, transcript: string) =>
    command(['verify', certificate, '--key', 'public.pem', '--transcript', transcript]);
  const good = await verify('out/certificate.json', 'out/transcript.ndjson');
  expect(good.out).toContain('verified: reference');
  expect(good.code).toBe(0);

  const envelope = JSON.parse(await readFile(path('out', 'certificate.json'), 'utf8')) as {
    readonly payload: string;
  };
  const statement = Buffer.from(envelope.payload, 'base64').toString().replace('"1.0"', '"2.0"');
  await writeFile(
    path('forged.json'),
    JSON.stringify({ ...envelope, payload: Buffer.from(statement).toString('base64') }),
  );
  const forged = await verify('forged.json', 'out/transcript.ndjson');
  expect([forged.code, forged.out.match(/^FAILED.*/gm)]).toEqual([1, [expect.stringContaining('signature')]]);

  const transcript = await readFile(path('out', 'transcript.ndjson'), 'utf8');
  await writeFile(
    path('transcript.ndjson'),
    transcript.replaceAll('\\"object\\":\\"response\\"', '\\"object\\":\\"answer\\"'),
  );
  const tampered = await verify('out/certificate.json', 'transcript.ndjson');
  expect(tampered.code).toBe(1);
  expect(tampered.out).toMatch(/^FAILED transcript/m);
  expect(tampered.out).toMatch(/^FAILED judged again/m);
});
