import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../targets/exchange.js';
import { recordedExchanges, recordingsPresent } from '../recordings/recorded.js';
import { judged } from './judged.js';

async function recordedStreams(...vendors: readonly string[]): Promise<readonly Exchange[]> {
  const exchanges = await recordedExchanges(...vendors);
  return exchanges.filter(({ answer }) => answer !== null && answer.stream !== null);
}

/** MUST findings by rule, tolerated ones aside. */
async function failures(vendor: string): Promise<{ readonly [rule: string]: readonly string[] }> {
  const byRule: { [rule: string]: string[] } = {};
  for (const { rule, findings } of judged(await recordedStreams(vendor))) {
    for (const { exchange, level, pointer, tolerated } of findings) {
      if (level !== 'MUST' || tolerated) continue;
      byRule[rule.id] = [...(byRule[rule.id] ?? []), `${exchange}${pointer}`];
    }
  }
  return byRule;
}

describe.skipIf(!recordingsPresent)('recorded streams (../shared/recordings)', () => {
  test.each(['openai', 'azure'])('of %s keep every MUST', async (vendor) => {
    expect((await recordedStreams(vendor)).length).toBeGreaterThan(5);
    expect(await failures(vendor)).toEqual({});
  });

  test('of OpenAI and Azure need the tolerated deviations, each with its reason', async () => {
    const reasons = judged(await recordedStreams('openai', 'azure')).flatMap(({ findings }) =>
      findings.filter(({ tolerated }) => tolerated).map(({ tolerance }) => tolerance ?? ''),
    );
    expect(reasons.every((reason) => reason.length > 20)).toBe(true);
    expect(new Set(reasons).size).toBeGreaterThanOrEqual(4);
  });

  test('of OpenAI exercise errors, tools, annotations, summaries and code', async () => {
    const judgedOnce = judged(await recordedStreams('openai'))
      .filter(({ evaluations }) => evaluations > 0)
      .map(({ rule }) => rule.id);
    expect(judgedOnce).toEqual(
      expect.arrayContaining([
        'ERR-STREAM-FAILED',
        'STREAM-ERR-SHAPE',
        'STREAM-TOOL-PROGRESS',
        'STREAM-ANNOT-INDEX',
        'STREAM-SUMMARY-ORDER',
        'STREAM-PARTIAL-IMAGES',
      ]),
    );
  });

  test('of github-copilot change ids between events', async () => {
    expect(Object.keys(await failures('github-copilot'))).toEqual([
      'STREAM-ID-CONST',
      'STREAM-ITEM-ID',
      'STREAM-FINAL-EQ',
    ]);
  });

  test('of xai cite without places in the text', async () => {
    const found = await failures('xai');
    expect(Object.keys(found)).toEqual(['STREAM-EVENT-SCHEMA']);
    expect(found['STREAM-EVENT-SCHEMA']?.every((place) => /annotation/.test(place))).toBe(true);
  });

  test('of bedrock have no event lines, events of their own, and a wrong content_index', async () => {
    expect(Object.keys(await failures('bedrock'))).toEqual([
      'STREAM-EVENT-EQ-TYPE',
      'STREAM-PART-ORDER',
      'STREAM-PART-INDEX',
      'STREAM-EXT-IGNORABLE',
    ]);
  });

  test.each(['lmstudio', 'deepseek'])('of %s keep every MUST', async (vendor) => {
    expect(await failures(vendor)).toEqual({});
  });
});
