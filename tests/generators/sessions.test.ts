import { describe, expect, test } from 'vitest';
import { drawSessions, type Offered } from '../../generators/sessions/arbitrary.js';
import { type Command, commandKinds, sessionText } from '../../generators/sessions/command.js';
import { sensible } from '../../generators/sessions/model.js';
import { shrinkSession } from '../../generators/sessions/shrink.js';
import { catalogue } from '../../suites/catalogue.js';
import { startJudging } from '../../suites/engine/judging.js';
import { playSession } from '../../suites/state/sessions/play.js';
import { turnedClock } from '../../targets/clock.js';
import { connection } from '../../targets/connection.js';
import type { Exchange } from '../../targets/exchange.js';
import { defaultLimits } from '../../targets/limits.js';
import { secretStore } from '../../targets/redaction.js';
import { type Change, createReferenceServer } from '../../targets/reference/index.js';
import { referenceTarget } from '../../targets/reference/target.js';
import { throttle } from '../../targets/throttle.js';

const everything: Offered = { kinds: new Set(commandKinds), streaming: true, otherUser: true };
const keys = { first: 'key-of-the-first-user-0123456789', second: 'key-of-the-second-user-0123456789' };

/** Plays a session against a reference server of its own, and gives the rules that it makes fail or warn. */
async function violatedBy(
  commands: readonly Command[],
  changes: readonly Change[],
): Promise<readonly string[]> {
  const clock = turnedClock();
  const server = createReferenceServer({
    dialect: 'openai',
    clock,
    changes,
    keys: [
      [keys.first, 'first'],
      [keys.second, 'second'],
    ],
  });
  const target = referenceTarget('openai', server.baseUrl);
  const connect = connection({
    target,
    credentials: { first: async () => keys.first, second: async () => keys.second },
    transport: server.handle,
    clock,
    limits: defaultLimits,
    throttle: throttle(clock),
    secrets: secretStore(),
    folder: null,
  });
  const judging = startJudging({
    rules: catalogue.rules,
    analysers: catalogue.analysers,
    target,
    live: true,
  });
  const record = (exchange: Exchange) => judging.take(exchange);
  const requests = connect({ slot: (_, send) => send(0), record })('state/sessions', 1, 0);
  await playSession(requests, commands, { prompt: 'Say hello.', turn: {} });
  const { records, faults } = judging.finish();
  expect(faults).toEqual([]);
  return records.filter(({ findings }) => findings.length > 0).map(({ rule }) => rule.id);
}

/** A response that two turns have been continued from is forgotten. */
function forgetsWhatWasContinuedTwice(): Change {
  return {
    find: (record, id, { operation, memory }) => {
      const key = `continued ${id}`;
      const times = (memory.get(key) as number | undefined) ?? 0;
      if (operation === 'create-response') memory.set(key, times + 1);
      return times >= 2 ? null : record;
    },
  };
}

describe('generated sessions', () => {
  test('make sense step by step, and do everything that there is to do', () => {
    const drawn = drawSessions(everything, { seed: 1, count: 200 });
    for (const commands of drawn) {
      expect(sensible(commands).map(({ command }) => command)).toEqual(commands);
      expect(commands.length).toBeGreaterThan(2);
    }
    const expected = drawn.flatMap((commands) => sensible(commands));
    expect(new Set(expected.map(({ command }) => command.kind))).toEqual(new Set(commandKinds));
    expect(new Set(expected.map((step) => step.expected))).toEqual(
      new Set(['made', 'found', 'gone', 'foreign', 'refused']),
    );
  });

  test('are the same for the same seed', () => {
    const drawn = drawSessions(everything, { seed: 5, count: 20 });
    expect(drawSessions(everything, { seed: 5, count: 20 })).toEqual(drawn);
    expect(drawSessions(everything, { seed: 6, count: 20 })).not.toEqual(drawn);
  });

  test('hold to what is offered', () => {
    const few: Offered = { kinds: new Set(['create', 'retrieve']), streaming: false, otherUser: false };
    for (const command of drawSessions(few, { seed: 1, count: 50 }).flat()) {
      expect(['create', 'retrieve']).toContain(command.kind);
      expect([command.stream, command.user]).toEqual([false, 'first']);
    }
  });

  test('blame the unchanged reference server for nothing', async () => {
    for (const commands of drawSessions(everything, { seed: 2, count: 30 })) {
      expect(await violatedBy(commands, []), sessionText(commands)).toEqual([]);
    }
  });
});

describe('a server that forgets what was continued twice', () => {
  const findsIt = async (commands: readonly Command[]) =>
    (await violatedBy(commands, [forgetsWhatWasContinuedTwice()])).includes('REQ-PREV-KNOWN');

  test('is found by a session, which shrinks to the shortest one', async () => {
    let failing: readonly Command[] | null = null;
    for (const commands of drawSessions(everything, { seed: 1, count: 200 })) {
      if (failing === null && (await findsIt(commands))) failing = commands;
    }
    expect(failing).not.toBeNull();
    const shrunk = await shrinkSession(failing ?? [], findsIt, 200);
    expect(sessionText(shrunk.commands).split('\n').length).toBe(4);
    expect(sessionText(shrunk.commands)).toMatchInlineSnapshot(`
      "create as r1
      continue r1 as r2
      continue r1 as r5
      continue r1 as r6"
    `);
  });

  test('shrinks no further than its budget', async () => {
    const [commands = []] = drawSessions(everything, { seed: 1, count: 1 });
    const tried: (readonly Command[])[] = [];
    const shrunk = await shrinkSession(
      commands,
      async (candidate) => {
        tried.push(candidate);
        return false;
      },
      3,
    );
    expect(shrunk).toEqual({ commands, tried: 3 });
    expect(tried.length).toBe(3);
  });
});
