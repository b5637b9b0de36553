import { expect, test } from 'vitest';
import { hostileText } from '../tests/reports/sample.js';
import { badgeEndpoint, badgeSvg } from './badge.js';

test('a badge is as wide as its text needs', () => {
  const width = (message: string) => Number(/^<svg [^>]*width="(\d+)"/.exec(badgeSvg(message))?.[1]);
  const box = 10;
  expect(width('')).toBe(81 + box + box);
  expect(width('2026-11 openai: core')).toBe(width('') + 120);
  expect(width('iiii')).toBeLessThan(width('WWWW'));
  expect(width('漢漢')).toBe(width('') + 24);
});

test('what a target calls itself stays text', () => {
  const svg = badgeSvg(hostileText);
  expect(svg).toContain('&lt;script&gt;');
  expect(svg.replace(/<\/?(svg|title|clipPath|rect|g|text)\b[^<>]*>/g, '')).not.toMatch(/[<>]/);
  expect(svg).not.toMatch(/\p{Cc}|\u202e/u);
});

test('the endpoint says the same for shields.io', () => {
  expect(JSON.parse(badgeEndpoint('2026-11 openai: core'))).toEqual({
    schemaVersion: 1,
    label: 'Responses API',
    message: '2026-11 openai: core',
    color: 'brightgreen',
  });
});
