import { describe, expect, test } from 'vitest';
import type { Finding } from '../../suites/engine/tally.js';
import { judged } from './judged.js';
import { recordedStreams, recordingsPresent } from './recordings.js';

/** MUST findings by rule, tolerated ones aside. */
function failures(vendor: string): { readonly [rule: string]: readonly string[] } {
  const found = judged(recordedStreams(vendor)).flatMap(({ rule, findings }) =>
    findings
      .filter(({ level, tolerated }) => level === 'MUST' && !tolerated)
      .map((finding) => ({ rule, finding })),
  );
  const byRule: { [rule: string]: string[] } = {};
  for (const { rule, finding } of found) {
    byRule[rule.id] = [...(byRule[rule.id] ?? []), `${finding.exchange}${finding.pointer}`];
  }
  return byRule;
}

function tolerated(vendor: string): readonly Finding[] {
  return judged(recordedStreams(vendor)).flatMap(({ findings }) =>
    findings.filter((finding) => finding.tolerated),
  );
}

// The recordings lie beside the project; a plain checkout does not have them, and then nothing is claimed.
describe.skipIf(!recordingsPresent)('recorded streams (../shared/recordings)', () => {
  test.each(['openai', 'azure'])('of %s keep every MUST', (vendor) => {
    expect(recordedStreams(vendor).length).toBeGreaterThan(5);
    expect(failures(vendor)).toEqual({});
  });

  test('of OpenAI and Azure need the tolerated deviations, each with its reason', () => {
    const reasons = ['openai', 'azure'].flatMap(tolerated).map(({ tolerance }) => tolerance ?? '');
    expect(reasons.every((reason) => reason.length > 20)).toBe(true);
    expect(new Set(reasons).size).toBeGreaterThanOrEqual(4);
  });

  test('of OpenAI exercise errors, tools, annotations, summaries and code', () => {
    const judgedOnce = judged(recordedStreams('openai'))
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

  test('of github-copilot change ids between events', () => {
    expect(Object.keys(failures('github-copilot'))).toEqual([
      'STREAM-ID-CONST',
      'STREAM-ITEM-ID',
      'STREAM-FINAL-EQ',
    ]);
  });

  test('of xai cite without places in the text', () => {
    const found = failures('xai');
    expect(Object.keys(found)).toEqual(['STREAM-EVENT-SCHEMA']);
    expect(found['STREAM-EVENT-SCHEMA']?.every((place) => /annotation/.test(place))).toBe(true);
  });

  test('of bedrock have no event lines, events of their own, and a wrong content_index', () => {
    expect(Object.keys(failures('bedrock'))).toEqual([
      'STREAM-EVENT-EQ-TYPE',
      'STREAM-PART-ORDER',
      'STREAM-PART-INDEX',
      'STREAM-EXT-IGNORABLE',
    ]);
  });

  test.each(['lmstudio', 'deepseek'])('of %s keep every MUST', (vendor) => {
    expect(failures(vendor)).toEqual({});
  });
});
