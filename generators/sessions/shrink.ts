import type { Command } from './command.js';
import { sensible } from './model.js';

/** A failing session made shorter, and what that has cost. */
export interface ShrunkSession {
  readonly commands: readonly Command[];
  /** Sessions that were tried. */
  readonly tried: number;
}

/**
 * The shortest session found that still fails: commands are left out, many at a time and then one by one, together with
 * those that make no sense without them; then streams and other users are taken away where the failure does not need
 * them. `fails` plays a session; it is asked at most `budget` times, and never twice for the same session.
 */
export async function shrinkSession(
  commands: readonly Command[],
  fails: (commands: readonly Command[]) => Promise<boolean>,
  budget: number,
): Promise<ShrunkSession> {
  const known = new Set([keyOf(commands)]);
  let best = commands;
  let tried = 0;
  for (let improved = true; improved; ) {
    improved = false;
    for (const candidate of smallerSessions(best)) {
      const key = keyOf(candidate);
      if (candidate.length === 0 || known.has(key)) continue;
      if (tried >= budget) return { commands: best, tried };
      known.add(key);
      tried += 1;
      if (!(await fails(candidate))) continue;
      best = candidate;
      improved = true;
      break;
    }
  }
  return { commands: best, tried };
}

function* smallerSessions(commands: readonly Command[]): Iterable<readonly Command[]> {
  for (let size = Math.ceil(commands.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < commands.length; start += size) {
      yield sensible(commands.toSpliced(start, size)).map(({ command }) => command);
    }
  }
  for (const [index, command] of commands.entries()) {
    if (command.stream) yield commands.with(index, { ...command, stream: false });
    if (command.user === 'second') yield commands.with(index, { ...command, user: 'first' });
    if (command.kind === 'continue') yield commands.with(index, { ...command, kind: 'create', about: null });
  }
}

function keyOf(commands: readonly Command[]): string {
  return JSON.stringify(commands);
}
