import type { Rule } from '../../engine/rule.js';
import { grammarRule } from './violations.js';

/** Padding of deltas. */
export const obfuscationRules: readonly Rule[] = [
  grammarRule({
    id: 'STREAM-OBFUSC-DEFAULT',
    check: 'padding-on',
    level: 'SHOULD',
    basis: 'prose',
    dialects: ['openai', 'azure-openai', 'azure-foundry'],
    needs: ['streaming', 'obfuscation'],
    title: 'Text deltas carry obfuscation unless include_obfuscation is false',
    source: {
      dialect: 'openai',
      section: 'stream_options.include_obfuscation',
      note: 'random characters that even out the length of delta events are on by default',
    },
    why: 'The lengths of encrypted packets give away the text to whoever watches the network.',
    fix: 'Add an obfuscation member of random length to each delta event.',
  }),
  grammarRule({
    id: 'STREAM-OBFUSC-OFF',
    check: 'padding-off',
    level: 'MUST',
    basis: 'prose',
    needs: ['streaming', 'obfuscation'],
    title: 'With include_obfuscation: false no event carries obfuscation',
    source: {
      dialect: 'openai',
      section: 'stream_options.include_obfuscation',
      note: 'false turns the padding off, to save bandwidth',
    },
    why: 'Clients on slow or metered lines pay for padding that they turned off.',
    fix: 'Honour include_obfuscation in stream_options, and in the query when a stream is retrieved.',
  }),
];
