import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { readCertificate } from '../../reports/certificate/read.js';
import { profileCapabilities } from '../../reports/certificate/requirement-set.js';
import type { CertificateStatement } from '../../reports/certificate/statement.js';
import {
  type Check,
  checkCoverage,
  checkDigest,
  checkJudgement,
  checkSignature,
} from '../../reports/certificate/verification.js';
import { transcriptDigest } from '../../reports/certificate/write.js';
import { inert } from '../../reports/inert-text.js';
import { suiteVersion } from '../../reports/suite-version.js';
import { dialect as dialectData } from '../../schemas/dialects.js';
import { catalogue } from '../../suites/catalogue.js';
import { makePlan } from '../../suites/engine/plan.js';
import { rejudge } from '../../suites/engine/rejudge.js';
import type { Results } from '../../suites/engine/results.js';
import { depths } from '../../suites/engine/scenario.js';
import { readTranscript } from '../../targets/transcript.js';
import { UsageError } from '../../targets/usage-error.js';
import { type CommandContext, define } from '../command.js';
import { exitCodes } from '../exit-code.js';

interface VerifyOptions {
  readonly key?: string;
  readonly transcript?: string;
}

/** `verify FILE`: checks a certificate; exit code 1 where a check fails. */
export function verifyCommand({ terminal, finish }: CommandContext): Command {
  return define('verify <file>', 'check a certificate', [
    'verify certificate.json --key public.pem --transcript transcript.ndjson',
  ])
    .option('--key <pub.pem>', 'public key that must have signed it')
    .option('--transcript <file>', 'transcript to compare, and to judge again')
    .action(async (file: string, options: VerifyOptions) => {
      const at = (path: string) => resolve(terminal.folder, path);
      const certificate = readCertificate(await readGiven(at(file)), file);
      const { statement } = certificate;
      const publicKey = options.key === undefined ? null : await readGiven(at(options.key));
      const checks: Check[] = [checkSignature(certificate, publicKey), checkCoverage(statement)];
      if (options.transcript === undefined) {
        checks.push({
          what: 'transcript',
          outcome: 'open',
          detail: 'give it with --transcript to judge it again',
        });
      } else {
        checks.push(...(await checkTranscript(statement, at(options.transcript))));
      }
      for (const { what, outcome, detail } of checks) {
        terminal.out(`${outcome.toUpperCase().padEnd(7)}${inert(what)}: ${inert(detail)}\n`);
      }
      const failed = checks.some(({ outcome }) => outcome === 'failed');
      terminal.out(
        failed ? 'not verified\n' : `verified: ${inert(statement.predicate.conformance.target.name)}\n`,
      );
      finish(failed ? exitCodes.nonconformant : exitCodes.conformant);
    });
}

async function readGiven(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`${path} cannot be read: ${(cause as Error).message}`, { cause });
  });
}

async function checkTranscript(statement: CertificateStatement, file: string): Promise<readonly Check[]> {
  const digest = await transcriptDigest(file).catch((cause: unknown) => {
    throw new UsageError(`${file} cannot be read: ${(cause as Error).message}`, { cause });
  });
  const same = checkDigest(statement, digest);
  let again: Results;
  try {
    again = await judgeAgain(statement, file);
  } catch (error) {
    // A transcript that cannot even be read is as good a sign of tampering as a wrong digest.
    const detail = `it cannot be judged: ${(error as Error).message}`;
    return [same, { what: 'judged again', outcome: 'failed', detail }];
  }
  return [same, checkJudgement(statement, again)];
}

function judgeAgain({ predicate }: CertificateStatement, file: string): Promise<Results> {
  const { target, profiles, seed, startedAt, finishedAt, contract } = predicate.conformance;
  const known = new Set(dialectData(target.dialect).wire.capabilities);
  const declared = profiles
    .flatMap((profile) => profileCapabilities[profile])
    .filter((name) => known.has(name));
  const capabilities = Object.fromEntries(declared.map((name) => [name, true]));
  const depth = depths.find((name) => name === predicate.conformance.depth) ?? 'standard';
  const plan = makePlan(catalogue, {
    areas: null,
    rules: null,
    depth,
    dialect: target.dialect,
    capabilities,
    cases: 1,
    shard: null,
  });
  return rejudge({
    catalogue,
    target: {
      ...target,
      modelAliases: target.modelAliases ?? [],
      contextWindow: target.contextWindow ?? null,
      capabilities,
    },
    exchanges: readTranscript(file),
    areas: null,
    rules: null,
    suite: { name: 'responses-conformance', version: suiteVersion(), contract },
    run: { depth, seed },
    isKnown: () => false,
    exercised: {
      plan,
      outcomes: new Map(),
      run: { mode: 'live', depth, seed, startedAt, finishedAt, shard: null, complete: true },
      wallMs: 0,
    },
  });
}
