import type { Command } from '../../../generators/sessions/command.js';
import { type Expectation, sensible } from '../../../generators/sessions/model.js';
import { type JsonObject, stringAt } from '../../../schemas/json.js';
import type { Exchange, Violation } from '../../../targets/exchange.js';
import { createdResponseOf, wasAccepted } from '../../engine/answers.js';
import { Blocked, Inconclusive, type Requests, type SendOptions } from '../../engine/scenario.js';
import { message } from '../scenarios/wording.js';

/** What turns are written with. */
export interface SessionWording {
  readonly prompt: string;
  /** What every turn has beside its input, e.g. a limit of tokens. */
  readonly turn: JsonObject;
}

/**
 * Plays a session, one request after the other. Each says what the model expects of it. Ends early where something
 * could not be made: what is about it cannot be sent.
 */
export async function playSession(
  requests: Requests,
  commands: readonly Command[],
  wording: SessionWording,
): Promise<void> {
  const ids = new Map<string, string>();
  let attempted = false;
  for (const { command, expected } of sensible(commands)) {
    const about = command.about === null ? '' : ids.get(command.about);
    if (about === undefined) return;
    const exchange = await send(requests, command, about, optionsOf(command, expected, attempted), wording);
    attempted ||= expected === 'foreign' && command.kind === 'delete';
    if (command.makes === null || expected !== 'made') continue;
    const id = idMadeBy(exchange);
    if (id === null) return;
    ids.set(command.makes, id);
  }
}

function send(
  requests: Requests,
  command: Command,
  about: string,
  options: SendOptions,
  { prompt, turn }: SessionWording,
): Promise<Exchange> {
  const body = { ...turn, input: prompt, ...(command.stream ? { stream: true } : {}) };
  switch (command.kind) {
    case 'create':
      return requests.create(body, options);
    case 'create-in-background':
      return requests.create({ ...body, background: true, store: true }, options);
    case 'continue':
      return requests.create({ ...body, previous_response_id: about }, options);
    case 'converse':
      return requests.create({ ...body, conversation: about }, options);
    case 'retrieve':
      return requests.retrieve(about, options);
    case 'resume':
      return requests.retrieve(about, { ...options, query: { stream: true, starting_after: 0 } });
    case 'list-input':
      return requests.inputItems(about, { ...options, query: { order: 'asc' } });
    case 'cancel':
      return requests.cancel(about, options);
    case 'delete':
      return requests.delete(about, options);
    case 'open-conversation':
      return requests.createConversation({ items: [message('user', prompt)] }, options);
    case 'append':
      return requests.createConversationItems(about, { items: [message('user', prompt)] }, options);
    case 'list-conversation':
      return requests.conversationItems(about, { ...options, query: { order: 'asc' } });
    case 'retrieve-conversation':
      return requests.retrieveConversation(about, options);
    case 'delete-conversation':
      return requests.deleteConversation(about, options);
  }
}

function optionsOf(command: Command, expected: Expectation, attempted: boolean): SendOptions {
  const notes = { expects: expected };
  switch (expected) {
    case 'gone':
      return {
        notes,
        step: 'after-delete',
        validity: 'invalid',
        violation: violationOf(command, 'deleted-id'),
      };
    case 'foreign':
      return {
        notes,
        user: 'second',
        validity: 'invalid',
        violation: violationOf(command, 'foreign-id'),
        step: command.kind === 'delete' ? 'foreign-delete' : null,
      };
    case 'refused':
      return {
        notes,
        validity: 'invalid',
        step: 'not-background',
        violation: violationOf(command, 'not-background'),
      };
    case 'found':
      return {
        notes,
        step: stepOf(command, attempted),
        // A response that has ended by now may be given back or refused to be cancelled.
        validity: command.kind === 'cancel' ? 'unknown' : 'valid',
      };
    case 'made':
      return { notes };
  }
}

function stepOf({ kind }: Command, attempted: boolean): string | null {
  if (kind === 'resume') return 'resume';
  if (kind === 'cancel') return 'cancel-finished';
  return kind === 'retrieve' && attempted ? 'after-foreign-delete' : null;
}

const sentences = {
  'deleted-id': 'the id of something that was not deleted',
  'foreign-id': 'the id is to belong to the user who asks',
  'not-background': 'a response that was created with background: true',
} as const;

function violationOf({ kind }: Command, keyword: keyof typeof sentences): Violation {
  const expectation = sentences[keyword];
  if (kind === 'continue')
    return { in: 'state', pointer: '/previous_response_id', keyword, expectation, level: 'MUST' };
  const pointer = kind.endsWith('conversation') ? 'conversation_id' : 'response_id';
  // In a path a deleted id is like one that never was.
  return keyword === 'deleted-id'
    ? { in: 'path', pointer, keyword: 'unknown-id', expectation, level: 'MUST' }
    : { in: 'state', pointer, keyword, expectation, level: 'MUST' };
}

function idMadeBy(exchange: Exchange): string | null {
  if (!wasAccepted(exchange)) return null;
  try {
    return exchange.operation === 'create-response'
      ? stringAt(createdResponseOf(exchange), 'id')
      : stringAt(exchange.answer?.json, 'id');
  } catch (error) {
    if (error instanceof Blocked || error instanceof Inconclusive) return null;
    throw error;
  }
}
