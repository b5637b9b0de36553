import type { Command } from './command.js';

/** What has to come of a command, as the model has it. */
export type Expectation =
  /** It makes something. */
  | 'made'
  /** What it is about is there. */
  | 'found'
  /** What it is about was deleted: it must not be found. */
  | 'gone'
  /** What it is about belongs to another user: it must not be found either. */
  | 'foreign'
  /** What it is about is there, but cannot be done with it. */
  | 'refused';

interface Thing {
  readonly kind: 'response' | 'background' | 'background-stream' | 'conversation';
  readonly deleted: boolean;
}

/** What there is at some point of a session, by name. */
export type Model = ReadonlyMap<string, Thing>;

/** Nothing has been made yet. */
export const emptyModel: Model = new Map();

/** What has to come of a command; null where it makes no sense at this point, so that it is not sent. */
export function expectationOf(model: Model, { kind, about, user }: Command): Expectation | null {
  if (kind === 'create' || kind === 'create-in-background' || kind === 'open-conversation') {
    return user === 'first' ? 'made' : null;
  }
  const thing = about === null ? undefined : model.get(about);
  if (thing === undefined || !isAbout(kind, thing)) return null;
  if (user === 'second') return thing.deleted || !reachable.has(kind) ? null : 'foreign';
  if (thing.deleted) return missed.has(kind) ? 'gone' : null;
  if (kind === 'cancel') return thing.kind === 'response' ? 'refused' : 'found';
  return kind === 'continue' || kind === 'converse' ? 'made' : 'found';
}

/** What there is once the command was carried out as expected. */
export function after(model: Model, command: Command): Model {
  const expected = expectationOf(model, command);
  const next = new Map(model);
  if (expected === 'made' && command.makes !== null)
    next.set(command.makes, { kind: madeBy(command), deleted: false });
  const thing = command.about === null ? undefined : model.get(command.about);
  const deletes = command.kind === 'delete' || command.kind === 'delete-conversation';
  if (deletes && expected === 'found' && thing !== undefined && command.about !== null) {
    next.set(command.about, { ...thing, deleted: true });
  }
  return next;
}

/** The commands that make sense where they stand, each with what has to come of it. */
export function sensible(
  commands: readonly Command[],
): readonly { readonly command: Command; readonly expected: Expectation }[] {
  let model = emptyModel;
  return commands.flatMap((command) => {
    const expected = expectationOf(model, command);
    if (expected === null) return [];
    model = after(model, command);
    return [{ command, expected }];
  });
}

function madeBy({ kind, stream }: Command): Thing['kind'] {
  if (kind === 'open-conversation') return 'conversation';
  if (kind !== 'create-in-background') return 'response';
  return stream ? 'background-stream' : 'background';
}

const ofConversations: ReadonlySet<string> = new Set([
  'append',
  'converse',
  'list-conversation',
  'retrieve-conversation',
  'delete-conversation',
]);

/** Nothing is said of continuing, listing or deleting what may still be running. */
const ofBackground: ReadonlySet<string> = new Set(['retrieve', 'cancel']);

function isAbout(kind: string, thing: Thing): boolean {
  if (ofConversations.has(kind)) return thing.kind === 'conversation';
  if (kind === 'resume') return thing.kind === 'background-stream';
  return thing.kind === 'response' || (thing.kind !== 'conversation' && ofBackground.has(kind));
}

/** What another user can try. */
const reachable: ReadonlySet<string> = new Set([
  'retrieve',
  'list-input',
  'continue',
  'delete',
  'retrieve-conversation',
]);

/** Where it shows that something was deleted. */
const missed: ReadonlySet<string> = new Set([
  'retrieve',
  'list-input',
  'continue',
  'delete',
  'retrieve-conversation',
]);
