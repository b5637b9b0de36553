import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { failedRule, hostileText, resultsOf, ruleResult } from '../../tests/reports/sample.js';
import { problemsBySubset } from '../../tests/reports/schema-check.js';
import { isSignedBy, signStatement } from './envelope.js';
import { certificatePage } from './page.js';
import { readCertificate } from './read.js';
import type { RequirementSet } from './requirement-set.js';
import { type CertificateStatement, certify } from './statement.js';
import { checkDigest, checkJudgement, checkSignature } from './verification.js';

const digest = 'ab'.repeat(32);
const sets: readonly RequirementSet[] = [{ profile: 'core', rules: ['RES-ID'] }];
const good = resultsOf([ruleResult(), failedRule('OTHER-RULE')]);
const keys = pemKeys();

function pemKeys() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    private: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    public: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

function statement(results = good): CertificateStatement {
  const outcome = certify(results, sets, digest);
  if (!outcome.granted) throw new Error(JSON.stringify(outcome.missing));
  return outcome.statement;
}

test('statement and envelope are as in-toto and DSSE say', () => {
  expect(problemsBySubset('in-toto-subset', statement())).toEqual([]);
  expect(problemsBySubset('in-toto-subset', signStatement(statement(), keys.private))).toEqual([]);
});

test.each([
  ['fails', failedRule('RES-ID')],
  [
    'is known to a baseline',
    failedRule('RES-ID', 'x', {
      findings: failedRule('X').findings.map((finding) => ({ ...finding, known: true })),
    }),
  ],
  ['is not offered', ruleResult({ status: 'not-offered', reason: 'no', evaluations: 0 })],
  ['was not run', ruleResult({ status: 'not-run', reason: 'no-evidence', evaluations: 0 })],
  ['is inconclusive', ruleResult({ status: 'inconclusive', reason: 'throttled', evaluations: 0 })],
  ['is unknown', ruleResult({ id: 'SOMETHING-ELSE' })],
])('there is no certificate where a rule of the set %s', (_, rule) => {
  const outcome = certify(resultsOf([rule]), sets, digest);
  expect(outcome).toMatchObject({ granted: false, missing: [{ rule: 'RES-ID' }] });
});

test('there is no certificate for an unfinished run, a shard, smoke depth or a fault of the suite', () => {
  const { run } = good;
  const changes = [
    { run: { ...run, complete: false } },
    { run: { ...run, shard: '1/2' } },
    { run: { ...run, depth: 'smoke' as const } },
    { faults: [{ rule: 'RES-ID', exchange: 'x', message: 'TypeError' }] },
  ];
  for (const change of changes) expect(certify({ ...good, ...change }, sets, digest).granted).toBe(false);
});

test('a signature holds for its key only, and not after any change', () => {
  const envelope = signStatement(statement(), keys.private);
  expect(isSignedBy(envelope, keys.public)).toBe(true);
  expect(isSignedBy(envelope, pemKeys().public)).toBe(false);
  const payload = Buffer.from(envelope.payload, 'base64').toString();
  const changed = Buffer.from(payload.replace('sample', 'sampel')).toString('base64');
  expect(isSignedBy({ ...envelope, payload: changed }, keys.public)).toBe(false);
  expect(isSignedBy({ ...envelope, payloadType: 'text/plain' }, keys.public)).toBe(false);
});

test('an unsigned certificate says so, and is refused where a key is asked for', () => {
  const unsigned = readCertificate(JSON.stringify(statement()), 'c.json');
  expect(checkSignature(unsigned, null)).toMatchObject({
    outcome: 'open',
    detail: expect.stringContaining('not signed'),
  });
  expect(checkSignature(unsigned, keys.public).outcome).toBe('failed');
  const signed = readCertificate(JSON.stringify(signStatement(statement(), keys.private)), 'c.json');
  expect(checkSignature(signed, keys.public).outcome).toBe('ok');
  expect(() =>
    readCertificate('{"payload":"e30=","payloadType":"x","signatures":[{"sig":"eA=="}]}', 'c'),
  ).toThrow(/no certificate/);
});

test('another transcript, or one that is judged otherwise, is found out', () => {
  expect(checkDigest(statement(), digest).outcome).toBe('ok');
  expect(checkDigest(statement(), 'cd'.repeat(32)).outcome).toBe('failed');
  expect(checkJudgement(statement(), good).outcome).toBe('ok');
  expect(checkJudgement(statement(), resultsOf([failedRule('RES-ID')]))).toMatchObject({
    outcome: 'failed',
    detail: expect.stringContaining('RES-ID is now fail'),
  });
});

test('the page shows what a target calls itself as text', () => {
  const named = { ...good, target: { ...good.target, name: hostileText, model: hostileText } };
  const page = certificatePage(statement(named), false);
  expect(page).not.toContain('<script>document');
  expect(page).not.toContain('<img src=x');
  expect(page).toContain('not signed');
});
