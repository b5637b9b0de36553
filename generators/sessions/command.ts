/** What can be done in a session. */
export const commandKinds = [
  'create',
  'create-in-background',
  'continue',
  'retrieve',
  'resume',
  'list-input',
  'cancel',
  'delete',
  'open-conversation',
  'append',
  'converse',
  'list-conversation',
  'retrieve-conversation',
  'delete-conversation',
] as const;
export type CommandKind = (typeof commandKinds)[number];

/** One step of a session. Things are called by names of our own, so that a step can be left out without renaming. */
export interface Command {
  readonly kind: CommandKind;
  /** The response or conversation that it makes; null where it makes none. */
  readonly makes: string | null;
  /** The response or conversation that it is about; null where it is about none. */
  readonly about: string | null;
  /** Everything belongs to the first user; the second one tries to get at it. */
  readonly user: 'first' | 'second';
  /** Whether a response is asked for as a stream. */
  readonly stream: boolean;
}

/** A session in one line per step, e.g. `continue r1 as r2, streamed`. */
export function sessionText(commands: readonly Command[]): string {
  return commands.map(commandText).join('\n');
}

/** A step in words, e.g. `continue r1 as r2, streamed`. */
export function commandText({ kind, makes, about, user, stream }: Command): string {
  return [
    kind,
    ...(about === null ? [] : [about]),
    ...(makes === null ? [] : [`as ${makes}`]),
    ...(stream ? ['streamed'] : []),
    ...(user === 'second' ? ['by another user'] : []),
  ].join(' ');
}
