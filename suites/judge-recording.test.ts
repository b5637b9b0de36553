import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { judgeRecording, readTranscript } from '../index.js';
import { openTranscript } from '../targets/transcript.js';
import { streamedExchange } from '../tests/reports/sample.js';

const folder = mkdtempSync(join(tmpdir(), 'recording-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a program judges recorded traffic', async () => {
  const path = join(folder, 'transcript.ndjson');
  const writer = await openTranscript(path);
  await writer.append(streamedExchange('a number came twice'));
  await writer.close();
  const results = await judgeRecording(path, { rules: ['STREAM-SEQ-*'], capabilities: { streaming: true } });
  expect(results).toMatchObject({
    verdict: 'nonconformant',
    target: { baseUrl: 'http://127.0.0.1:8000/v1', dialect: 'openai' },
    run: { mode: 'recorded' },
  });
  const failed = results.rules.filter(({ status }) => status === 'fail').map(({ id }) => id);
  expect(failed).toContain('STREAM-SEQ-MONOTONE');
  expect(failed.every((id) => id.startsWith('STREAM-SEQ-'))).toBe(true);
  for await (const { scenario } of readTranscript(path)) expect(scenario).toBe('streaming/short');
});

test('other traffic is refused', async () => {
  const path = join(folder, 'other.har');
  writeFileSync(path, JSON.stringify({ log: { version: '1.2', creator: {}, entries: [] } }));
  await expect(judgeRecording(path)).rejects.toThrow(`no traffic of the Responses API in ${path}`);
});
