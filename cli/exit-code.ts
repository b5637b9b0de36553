import { CommanderError } from 'commander';
import type { Results } from '../suites/engine/results.js';
import { UnreachableError } from '../targets/unreachable-error.js';
import { UsageError } from '../targets/usage-error.js';

/** What the exit code of a command means (design, section 6). */
export const exitCodes = {
  conformant: 0,
  nonconformant: 1,
  usage: 2,
  unreachable: 3,
  fault: 4,
  inconclusive: 5,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** With several targets, the first of these that occurred is the exit code. */
const precedence: readonly ExitCode[] = [2, 4, 3, 1, 5, 0];

/** The exit code of several targets together. */
export function worstOf(codes: readonly ExitCode[]): ExitCode {
  return precedence.find((code) => codes.includes(code)) ?? exitCodes.conformant;
}

/** The exit code of a run: its faults, then its verdict and its baseline. */
export function exitCodeOfResults(results: Results): ExitCode {
  if ((results.faults ?? []).length > 0) return exitCodes.fault;
  const { baseline, verdict } = results;
  const baselineNeedsCare =
    baseline !== undefined && baseline.stale.length + baseline.unmatched.length + baseline.expired.length > 0;
  if (verdict === 'nonconformant' || baselineNeedsCare) return exitCodes.nonconformant;
  return verdict === 'inconclusive' ? exitCodes.inconclusive : exitCodes.conformant;
}

const full = new Set(['EDQUOT', 'ENOSPC', 'EROFS']);

/** Whether files could not be written, which is a matter of the disk and of nobody's code. */
export function isUnwritable(error: unknown): boolean {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return false;
  return full.has(String(error.code)) || error.syscall === 'mkdir';
}

/** The exit code of what a command threw. Anything unforeseen is a fault of the suite. */
export function exitCodeOfError(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.conformant : exitCodes.usage;
  if (error instanceof UsageError || isUnwritable(error)) return exitCodes.usage;
  if (error instanceof UnreachableError) return exitCodes.unreachable;
  return exitCodes.fault;
}
