import type { Results } from '../../suites/engine/results.js';
import { UsageError } from '../../targets/usage-error.js';
import { isSignedBy } from './envelope.js';
import type { Certificate } from './read.js';
import { requirementSets } from './requirement-set.js';
import type { CertificateStatement } from './statement.js';

/** One thing that was checked. `open` could not be checked with what was given. */
export interface Check {
  readonly what: string;
  readonly outcome: 'ok' | 'failed' | 'open';
  readonly detail: string;
}

/** Checks the signature. An unsigned certificate says so, and fails where a key was given. */
export function checkSignature({ envelope }: Certificate, publicKey: string | null): Check {
  const what = 'signature';
  if (envelope === null) {
    const detail = 'it is not signed: anyone could have written it';
    return { what, outcome: publicKey === null ? 'open' : 'failed', detail };
  }
  if (publicKey === null) {
    return { what, outcome: 'open', detail: 'it is signed; give the public key with --key to check by whom' };
  }
  return isSignedBy(envelope, publicKey)
    ? { what, outcome: 'ok', detail: 'made with this key' }
    : { what, outcome: 'failed', detail: 'not made with this key, or the content was changed afterwards' };
}

/** Checks that the certificate covers every rule of the requirement sets that it names. */
export function checkCoverage({ predicate }: CertificateStatement): Check {
  const { contract, target, profiles, rules } = predicate.conformance;
  const what = `rules of ${profiles.join(', ')}`;
  try {
    const wanted = new Set(requirementSets(contract, target.dialect, profiles).flatMap((set) => set.rules));
    const passed = new Set(rules.filter(({ status }) => status === 'pass').map(({ id }) => id));
    const missing = [...wanted].filter((id) => !passed.has(id));
    return missing.length === 0
      ? { what, outcome: 'ok', detail: `all ${wanted.size} of contract ${contract}, ${target.dialect}` }
      : { what, outcome: 'failed', detail: `not in it: ${missing.join(', ')}` };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { what, outcome: 'failed', detail: error.message };
  }
}

/** Checks that the transcript is the one that was certified. */
export function checkDigest({ predicate, subject }: CertificateStatement, digest: string): Check {
  const what = 'transcript';
  const named = [predicate.conformance.transcript.sha256, ...subject.map((entry) => entry.digest.sha256)];
  return named.every((sha256) => sha256 === digest)
    ? { what, outcome: 'ok', detail: `sha256 ${digest}` }
    : {
        what,
        outcome: 'failed',
        detail: `its sha256 is ${digest}, the certificate names ${[...new Set(named)].join(', ')}`,
      };
}

/** Checks that judging the transcript again gives what the certificate says. */
export function checkJudgement({ predicate }: CertificateStatement, again: Results): Check {
  const what = 'judged again';
  const { rules, suite } = predicate.conformance;
  const now = new Map(again.rules.map((rule) => [rule.id, rule]));
  const different = rules.flatMap(({ id }) => {
    const rule = now.get(id);
    if (rule?.status === 'pass') return [];
    return [`${id} is now ${rule?.status ?? 'unknown'}${rule?.reason == null ? '' : ` (${rule.reason})`}`];
  });
  const version =
    suite.version === again.suite.version
      ? ''
      : ` (by version ${again.suite.version}, certified by ${suite.version})`;
  return different.length === 0
    ? { what, outcome: 'ok', detail: `${rules.length} rules pass${version}` }
    : { what, outcome: 'failed', detail: `${different.join('; ')}${version}` };
}
