import { oneLine } from './inert-text.js';
import { jsonText } from './json-text.js';
import { escapedXml } from './xml.js';

const label = 'Responses API';
const height = 20;
const padding = 5;

/** Widths in Verdana at 11 pixels, the font of such badges; characters that are not listed count as the widest. */
const charactersByWidth: readonly (readonly [width: number, characters: string])[] = [
  [3, "'il"],
  [3.9, ' fj,.·'],
  [4.5, '!tIr'],
  [5, '()-/:;J[\\]|"'],
  [5.8, 'csz?'],
  [6.5, 'LFkvxyeaPoTY'],
  [7, 'bdgpqEhnu{}$*0123456789_`–'],
  [7.6, 'ASVBXZKRC'],
  [8.2, '&UNH'],
  [8.6, 'DGOQ'],
  [9.2, '#+<=>^w~…M'],
  [10.8, 'mW@—'],
];
const widest = 12;

/** The badge of a certificate as SVG. */
export function badgeSvg(message: string): string {
  const text = oneLine(message, 60);
  const left = { text: label, width: textWidth(label), start: 0, color: '#555' };
  const right = { text, width: textWidth(text), start: boxWidth(left), color: '#4b0' };
  const width = boxWidth(left) + boxWidth(right);
  const title = escapedXml(`${label}: ${text}`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" role="img" aria-label="${title}">`,
    `<title>${title}</title>`,
    `<clipPath id="round"><rect width="${width}" height="${height}" rx="3"/></clipPath>`,
    `<g clip-path="url(#round)" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">`,
    box(left),
    box(right),
    '</g></svg>',
  ].join('');
}

/** The same badge for a shields.io endpoint. */
export function badgeEndpoint(message: string): string {
  const badge = { schemaVersion: 1, label, message: oneLine(message, 60), color: 'brightgreen' };
  return jsonText(badge);
}

interface Box {
  readonly text: string;
  readonly width: number;
  readonly start: number;
  readonly color: string;
}

function boxWidth({ width }: Pick<Box, 'width'>): number {
  return width + 2 * padding;
}

function box(part: Box): string {
  const { text, width, start, color } = part;
  return (
    `<rect x="${start}" width="${boxWidth(part)}" height="${height}" fill="${color}"/>` +
    `<text x="${start + padding}" y="14" fill="#fff" textLength="${width}">${escapedXml(text)}</text>`
  );
}

function textWidth(text: string): number {
  const widths = Array.from(
    text,
    (character) => charactersByWidth.find(([, characters]) => characters.includes(character))?.[0] ?? widest,
  );
  return Math.ceil(widths.reduce((sum, width) => sum + width, 0));
}
