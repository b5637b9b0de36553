import type { Rule } from '../../engine/rule.js';
import { grammarRule } from './violations.js';

/** The numbers of events. */
export const sequenceRules: readonly Rule[] = [
  grammarRule({
    id: 'STREAM-SEQ-PRESENT',
    check: 'sequence-present',
    level: 'MUST',
    basis: 'schema',
    title: 'Every event has an integer sequence_number',
    source: { dialect: 'all', section: 'stream events', note: 'required in the schema of every event' },
    why: 'Typed clients (Grok CLI, openai-python) refuse the event; a stream cannot be resumed without it.',
    fix: 'Number all events in one place, error events and response.failed included.',
  }),
  grammarRule({
    id: 'STREAM-SEQ-MONOTONE',
    check: 'sequence-increases',
    level: 'MUST',
    basis: 'prose',
    title: 'sequence_number strictly increases over the stream',
    source: {
      dialect: 'open-responses',
      section: 'streaming',
      note: 'monotonically increasing within the stream',
    },
    why: 'Clients that resume or sort by it lose or repeat events.',
    fix: 'Count up with every event of the stream, never per kind of event.',
  }),
  grammarRule({
    id: 'STREAM-SEQ-DENSE',
    check: 'sequence-dense',
    level: 'SHOULD',
    basis: 'observed',
    title: 'sequence_number starts at 0 and grows by one',
    source: { dialect: 'all', section: 'streaming', note: 'so in every recorded stream of OpenAI and Azure' },
    why: 'Clients take a gap for a lost event.',
    fix: 'Start at 0 and leave no number out.',
  }),
];
