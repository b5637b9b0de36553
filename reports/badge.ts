import { makeBadge } from 'badge-maker';
import { oneLine } from './inert-text.js';

const label = 'Responses API';

/** The badge of a certificate as SVG. */
export function badgeSvg(message: string): string {
  return makeBadge({ label, message: oneLine(message, 60), color: 'brightgreen' });
}

/** The same badge for a shields.io endpoint. */
export function badgeEndpoint(message: string): string {
  const badge = { schemaVersion: 1, label, message: oneLine(message, 60), color: 'brightgreen' };
  return `${JSON.stringify(badge, null, 2)}\n`;
}
