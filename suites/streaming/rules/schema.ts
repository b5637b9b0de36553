import { pointerTokens } from '../../../schemas/json.js';
import type { RootName, SchemaViolation, Validate } from '../../../schemas/validator.js';
import { validators } from '../../../schemas/validators.js';
import { streams } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import type { StreamEvent } from '../../engine/stream-event.js';
import { knownEvents } from '../automaton/events.js';
import { isResponseStream } from './violations.js';

const root: RootName = 'StreamEvent';

const eventSchema = rule({
  id: 'STREAM-EVENT-SCHEMA',
  level: 'MUST',
  basis: 'schema',
  area: 'streaming',
  title: 'Every event of the contract fits the schema of its type',
  source: {
    dialect: 'all',
    section: 'ResponseStreamEvent',
    note: 'one schema per event type; response objects, places and numbers inside it have rules of their own',
  },
  needs: ['streaming'],
  why: 'Generated clients (Java, Rust, Go) refuse the event or read nulls where they expect text.',
  fix: 'Send every required member of the event with its type.',
  judge: streams<{ readonly validate: Validate; seen: boolean }>({
    given: isResponseStream,
    state: (view) => ({ validate: validators(view.exchange.dialect).root(root), seen: false }),
    every: (event, report, state) => {
      if (event.data === null || event.type === 'error') return;
      const row = knownEvents.get(event.type);
      if (row === undefined) return;
      for (const violation of state.validate(event.data)) {
        if (isJudgedElsewhere(event.type, violation, row.identity)) continue;
        report({
          event: event.index,
          pointer: violation.pointer,
          message: `${event.type}: ${violation.pointer === '' ? 'the event' : violation.pointer} has to be ${violation.expected}`,
          expected: violation.expected,
          actual: shown(event, violation.pointer),
          cause: `${event.type} ${violation.schemaPath}`,
          keyword: violation.keyword,
          eventType: event.type,
        });
      }
    },
  }),
});

// One fault, one rule: what has a rule of its own (numbers, places, logprobs, Response objects) is left to it.
function isJudgedElsewhere(type: string, violation: SchemaViolation, identity: readonly string[]): boolean {
  if (type === 'response.output_item.added' && violation.pointer === '/item/name') return true;
  const tokens = pointerTokens(violation.pointer);
  const first = tokens[0] ?? '';
  if (first === 'response') return tokens.length > 1;
  // Published as required, and missing from all of the published examples (contract section g).
  if (tokens.at(-1) === 'logprobs' && violation.keyword === 'required') return true;
  if (tokens.length !== 1) return false;
  if (first === 'type' || first === 'sequence_number' || first === 'logprobs') return true;
  return identity.includes(first);
}

function shown(event: StreamEvent, pointer: string) {
  let value: unknown = event.data;
  for (const token of pointerTokens(pointer)) {
    value =
      typeof value === 'object' && value !== null ? (value as { [key: string]: unknown })[token] : undefined;
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : value === undefined
      ? 'missing'
      : JSON.stringify(value).slice(0, 200);
}

const extensionPrefix = rule({
  id: 'STREAM-EXT-PREFIX',
  level: 'SHOULD',
  basis: 'prose',
  area: 'streaming',
  dialects: ['open-responses'],
  title: 'Events that the contract does not have are named slug:name',
  source: {
    dialect: 'open-responses',
    section: 'extensions',
    note: 'extension events are prefixed with the slug of who defines them',
  },
  needs: ['streaming'],
  why: 'A later version of the contract may give the bare name another meaning.',
  fix: 'Prefix events of your own with a slug, e.g. acme:trace.',
  judge: streams({
    given: isResponseStream,
    state: () => null,
    every: (event, report) => {
      if (event.data === null || event.type === '' || event.type === 'keepalive') return;
      if (knownEvents.has(event.type) || /^[a-z0-9_.-]+:[^\s]+$/i.test(event.type)) return;
      report({
        event: event.index,
        pointer: '/type',
        message: `${event.type} is no event of the contract and has no slug`,
        expected: 'slug:name',
        actual: event.type,
        cause: event.type,
        eventType: event.type,
      });
    },
  }),
});

/** Events one by one. */
export const schemaRules: readonly Rule[] = [eventSchema, extensionPrefix];
