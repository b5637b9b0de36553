import type { Rule } from '../../engine/rule.js';
import { grammarRule } from './violations.js';

/** Events one by one. */
export const schemaRules: readonly Rule[] = [
  grammarRule({
    id: 'STREAM-EVENT-SCHEMA',
    check: 'event-schema',
    level: 'MUST',
    basis: 'schema',
    title: 'Every event of the contract fits the schema of its type',
    source: {
      dialect: 'all',
      section: 'ResponseStreamEvent',
      note: 'one schema per event type; response objects, places and numbers inside it have rules of their own',
    },
    why: 'Generated clients (Java, Rust, Go) refuse the event or read nulls where they expect text.',
    fix: 'Send every required member of the event with its type.',
  }),
  grammarRule({
    id: 'STREAM-EXT-PREFIX',
    check: 'extension-prefix',
    level: 'SHOULD',
    basis: 'prose',
    dialects: ['open-responses'],
    title: 'Events that the contract does not have are named slug:name',
    source: {
      dialect: 'open-responses',
      section: 'extensions',
      note: 'extension events are prefixed with the slug of who defines them',
    },
    why: 'A later version of the contract may give the bare name another meaning.',
    fix: 'Prefix events of your own with a slug, e.g. acme:trace.',
  }),
];
