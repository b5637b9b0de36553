import fc from 'fast-check';
import { type Command, type CommandKind, commandKinds } from './command.js';
import { after, emptyModel, expectationOf, type Model } from './model.js';

/** Which commands a target can be asked for. */
export interface Offered {
  readonly kinds: ReadonlySet<CommandKind>;
  readonly streaming: boolean;
  readonly otherUser: boolean;
}

/** How long a session is at most: each command is a request. */
const longest = 10;

/** How often a command is drawn, where it is not once: things have to be there to be used, and then used again. */
const weights: { readonly [kind in CommandKind]?: number } = {
  create: 3,
  continue: 4,
  retrieve: 3,
  delete: 2,
};

interface Draft {
  readonly kind: CommandKind;
  readonly which: number;
  readonly stream: boolean;
  readonly second: boolean;
}

/** Sessions that make sense step by step, of commands that the target offers. They begin by making something. */
export function sessions(offered: Offered): fc.Arbitrary<readonly Command[]> {
  const kinds = commandKinds.filter((kind) => offered.kinds.has(kind));
  const draft = fc.record({
    kind: fc.oneof(...kinds.map((kind) => ({ weight: weights[kind] ?? 1, arbitrary: fc.constant(kind) }))),
    which: fc.nat(longest),
    stream: offered.streaming ? fc.boolean() : fc.constant(false),
    second: offered.otherUser ? fc.nat(7).map((drawn) => drawn === 0) : fc.constant(false),
  });
  return fc
    .array(draft, { minLength: longest - 2, maxLength: longest * 2, size: 'max' })
    .map((drafts) => commandsOf(drafts))
    .filter((commands) => commands.length > 2);
}

/** So many sessions; the same seed gives the same ones. */
export function drawSessions(
  offered: Offered,
  { seed, count }: { readonly seed: number; readonly count: number },
): readonly (readonly Command[])[] {
  return fc.sample(sessions(offered), { seed, numRuns: count });
}

const making: ReadonlySet<CommandKind> = new Set([
  'create',
  'create-in-background',
  'continue',
  'open-conversation',
  'converse',
]);

const generating: ReadonlySet<CommandKind> = new Set([
  'create',
  'create-in-background',
  'continue',
  'converse',
]);

function commandsOf(drafts: readonly Draft[]): readonly Command[] {
  const commands: Command[] = [];
  let model = emptyModel;
  for (const draft of drafts) {
    const command = commandOf(draft, model);
    if (command === null || commands.length >= longest) continue;
    commands.push(command);
    model = after(model, command);
  }
  return commands;
}

// The draft names the n-th of the things that the command can be about, counted round.
function commandOf({ kind, which, stream, second }: Draft, model: Model): Command | null {
  const command: Command = {
    kind,
    makes: making.has(kind) ? `${kind === 'open-conversation' ? 'c' : 'r'}${model.size + 1}` : null,
    about: null,
    user: second ? 'second' : 'first',
    stream: stream && generating.has(kind),
  };
  if (expectationOf(model, command) !== null) return command;
  const possible = [...model.keys()].filter((about) => expectationOf(model, { ...command, about }) !== null);
  const about = possible[which % Math.max(1, possible.length)];
  return about === undefined ? null : { ...command, about };
}
