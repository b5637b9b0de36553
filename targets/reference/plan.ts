import type { JsonObject } from '../../schemas/json.js';

/** One output item in its final form, with what it costs. Everything that `include` can ask for is in it. */
export interface PlannedItem {
  readonly item: JsonObject;
  /** Output tokens, reasoning tokens included. */
  readonly tokens: number;
  readonly reasoningTokens: number;
  /** Images shown while an image is being made, base64. */
  readonly partialImages?: readonly string[];
  /** What is said aloud: then the stream carries it as audio too. */
  readonly spoken?: string;
}

/** What a response will contain, before it is put into JSON or a stream. */
export interface Plan {
  readonly items: readonly PlannedItem[];
  readonly outcome: 'completed' | 'incomplete' | 'failed';
  readonly incompleteReason: 'max_output_tokens' | 'content_filter' | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly inputTokens: number;
  readonly cachedTokens: number;
}

/** When things happen, in milliseconds after the request: generation starts, and ends. */
export interface Timing {
  readonly startsAfter: number;
  readonly endsAfter: number;
}

/** A response as the server keeps it: everything needed to show it at any moment, as JSON or as a stream. */
export interface ResponseRecord {
  readonly id: string;
  /** Who may see it: the key's user and the isolation header together. */
  readonly owner: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** The request's body as it was acted on. */
  readonly request: JsonObject;
  /** All items the model saw, oldest first; the first `carried` of them came from earlier turns. */
  readonly context: readonly JsonObject[];
  readonly carried: number;
  readonly plan: Plan;
  readonly timing: Timing;
  readonly background: boolean;
  readonly streamed: boolean;
  /** Name of the conversation it belongs to. */
  readonly conversation: string | null;
  /** Milliseconds since the epoch; null where it was not cancelled. */
  readonly cancelledAt: number | null;
  /** Members of the Response object that do not change: echoes, model, ids. */
  readonly base: JsonObject;
}

/** One event of a stream; `type` and `sequence_number` are members like any other. */
export interface StreamEvent extends JsonObject {
  readonly type: string;
}
