import type { Rule } from '../../engine/rule.js';
import { grammarRule } from './violations.js';

/** Open Responses has functions only. */
const withHostedTools = ['openai', 'azure-openai', 'azure-foundry'] as const;

/** What hosted tools tell about their work, and events that the contract does not have. */
export const toolRules: readonly Rule[] = [
  grammarRule({
    id: 'STREAM-TOOL-PROGRESS',
    check: 'tool-progress',
    level: 'MUST',
    basis: 'schema',
    dialects: withHostedTools,
    needs: ['streaming', 'hosted-tools'],
    title: 'A hosted tool is in_progress before it works, works before it ends, and ends once',
    source: {
      dialect: 'all',
      section: 'tool events',
      note: 'in_progress, then searching, interpreting or generating, then completed or failed',
    },
    why: 'Progress displays go backwards or stay for ever.',
    fix: 'Send the progress events of a tool in that order, between output_item.added and output_item.done.',
  }),
  grammarRule({
    id: 'STREAM-TOOL-FINISHED',
    check: 'tool-finished',
    level: 'MUST',
    basis: 'inferred',
    dialects: withHostedTools,
    needs: ['streaming', 'hosted-tools'],
    title: 'A hosted tool that began ends before its item is done',
    source: {
      dialect: 'all',
      section: 'tool events',
      note: 'completed or failed closes what in_progress opened',
    },
    why: 'Progress displays stay at "searching" for ever.',
    fix: 'Send completed (or failed) before response.output_item.done.',
  }),
  grammarRule({
    id: 'STREAM-PARTIAL-IMAGES',
    check: 'partial-images',
    level: 'MUST',
    basis: 'schema',
    dialects: withHostedTools,
    needs: ['streaming', 'hosted-tools'],
    title: 'partial_image_index counts the partial images of an item from 0',
    source: {
      dialect: 'all',
      section: 'image_generation_call.partial_image',
      note: 'a 0-based index of the partial image',
    },
    why: 'Clients overwrite or skip previews.',
    fix: 'Number partial images per item from 0.',
  }),
  grammarRule({
    id: 'STREAM-EXT-IGNORABLE',
    check: 'unlisted-ignorable',
    level: 'MUST',
    basis: 'prose',
    title: 'Events that the contract does not have can be ignored: the stream is right without them',
    source: {
      dialect: 'open-responses',
      section: 'extensions',
      note: 'clients ignore unknown events, so these must not stand in for an event of the contract',
    },
    why: 'Clients with a closed list of events fail, all others miss what the renamed event should have said.',
    fix: 'Send the event of the contract; a vendor event may come in addition, never instead.',
  }),
];
