import { objectAt } from '../../../schemas/json.js';
import { streams } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import type { ExchangeView } from '../../engine/view.js';
import { isResponseStream } from './violations.js';

/** Since late August 2025 the services pad deltas; older recordings have no padding. */
const september2025 = Date.UTC(2025, 8, 1) / 1000;

const onByDefault = rule({
  id: 'STREAM-OBFUSC-DEFAULT',
  level: 'SHOULD',
  basis: 'prose',
  area: 'streaming',
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  title: 'Text deltas carry obfuscation unless include_obfuscation is false',
  source: {
    dialect: 'openai',
    section: 'stream_options.include_obfuscation',
    note: 'random characters that even out the length of delta events are on by default',
  },
  needs: ['streaming', 'obfuscation'],
  why: 'The lengths of encrypted packets give away the text to whoever watches the network.',
  fix: 'Add an obfuscation member of random length to each delta event.',
  judge: streams<{ created: number | null }>({
    given: (view) =>
      isResponseStream(view) && view.dialect.wire.obfuscation && obfuscationAsked(view) !== false,
    state: () => ({ created: null }),
    on: {
      'response.created': (_, __, state, data) => {
        const created = objectAt(data, 'response')?.['created_at'];
        if (typeof created === 'number') state.created = created;
      },
      'response.output_text.delta': (event, report, state, data) => {
        if (state.created !== null && state.created < september2025) return;
        if (typeof data['obfuscation'] === 'string') return;
        report({
          event: event.index,
          pointer: '/obfuscation',
          message: 'the delta is not padded although nobody asked for that',
          expected: 'obfuscation: random characters',
          actual: data['obfuscation'] ?? null,
          cause: 'missing',
        });
      },
    },
  }),
});

const offWhenAsked = rule({
  id: 'STREAM-OBFUSC-OFF',
  level: 'MUST',
  basis: 'prose',
  area: 'streaming',
  title: 'With include_obfuscation: false no event carries obfuscation',
  source: {
    dialect: 'openai',
    section: 'stream_options.include_obfuscation',
    note: 'false turns the padding off, to save bandwidth',
  },
  needs: ['streaming', 'obfuscation'],
  why: 'Clients on slow or metered lines pay for padding that they turned off.',
  fix: 'Honour include_obfuscation in stream_options, and in the query when a stream is retrieved.',
  judge: streams({
    given: (view) => isResponseStream(view) && obfuscationAsked(view) === false,
    state: () => null,
    every: (event, report) => {
      if (event.data === null || !('obfuscation' in event.data)) return;
      report({
        event: event.index,
        pointer: '/obfuscation',
        message: `${event.type} is padded although include_obfuscation is false`,
        expected: 'no obfuscation',
        actual: event.data['obfuscation'] ?? null,
        cause: 'padded',
        eventType: event.type,
      });
    },
  }),
});

// Undefined: the request is unknown, or says nothing.
function obfuscationAsked(view: ExchangeView): boolean | undefined {
  if (view.exchange.operation === 'retrieve-response') {
    const found = view.exchange.request.query.find(([name]) => name === 'include_obfuscation')?.[1];
    return found === undefined ? undefined : found === 'true';
  }
  const asked = objectAt(view.body ?? undefined, 'stream_options')?.['include_obfuscation'];
  return typeof asked === 'boolean' ? asked : undefined;
}

/** Padding of deltas. */
export const obfuscationRules: readonly Rule[] = [onByDefault, offWhenAsked];
