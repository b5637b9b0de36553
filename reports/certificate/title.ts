import type { CertificateStatement } from './statement.js';

/** What a certificate says, short enough for a badge. */
export function certificateTitle({ predicate }: CertificateStatement): string {
  const { contract, target, profiles } = predicate.conformance;
  return `${contract} ${target.dialect}: ${profiles.join(' + ')}`;
}
