import type { DialectName } from './dialect.js';

/** What a validator can be asked to judge. */
export const rootNames = [
  'CreateResponse',
  'Response',
  'StreamEvent',
  'InputItem',
  'OutputItem',
  'Tool',
  'ErrorBody',
  'ItemList',
  'ResponseList',
  'DeletedResponse',
  'CountInputTokens',
  'InputTokenCount',
  'CompactResponse',
  'CompactedResponse',
  'CreateConversation',
  'UpdateConversation',
  'Conversation',
  'ConversationList',
  'DeletedConversation',
  'CreateConversationItems',
  'ConversationItem',
] as const;
export type RootName = (typeof rootNames)[number];

/** One wrong place in a value. */
export interface SchemaViolation {
  /** JSON pointer of the wrong member inside the value; for a missing or unknown member, of that member. */
  readonly pointer: string;
  /** The violated keyword, e.g. `type`, `required`, `enum`, `maximum`. */
  readonly keyword: string;
  /** JSON pointer inside the schema, stable enough to count equal causes together. */
  readonly schemaPath: string;
  /** What the contract asks for, in words. */
  readonly expected: string;
}

/** Judges a value against one root of one dialect. Empty: the value is valid. */
export type Validate = (value: unknown) => readonly SchemaViolation[];

/** The validators of one dialect, by root. */
export interface Validators {
  readonly dialect: DialectName;
  readonly root: (name: RootName) => Validate;
}
