import type { DialectName } from '../../schemas/dialect.js';
import { type JsonObject, type JsonValue, objectsAt, stringAt } from '../../schemas/json.js';
import type { CapabilityName } from '../../targets/capability.js';
import type { Exchange } from '../../targets/exchange.js';
import { found } from '../engine/judges.js';
import { type Rule, rule } from '../engine/rule.js';
import { storingDialects } from '../state/storing-dialects.js';
import { knownEvents } from '../streaming/automaton/events.js';

/** One rule for each thing that users of the SDK do. */
function sdkRule(parts: {
  readonly step: string;
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly needs?: readonly CapabilityName[];
  readonly dialects?: readonly DialectName[];
}): Rule {
  return rule({
    id: parts.id,
    level: 'MUST',
    basis: 'observed',
    area: 'sdk',
    title: parts.title,
    source: { dialect: 'openai', section: 'openai SDK 6.49.0', note: 'the client that most users have' },
    needs: parts.needs ?? [],
    ...(parts.dialects === undefined ? {} : { dialects: parts.dialects }),
    why: parts.why,
    fix: 'The message is what the SDK choked on; the exchange named is the answer that it was given.',
    judge: found({
      pick: ({ exchange }) => outcomeOf(exchange, parts.step),
      given: ({ problem }) => !isLimitOfTheSdk(problem),
      check: (outcome, report, { exchange }) => {
        if (outcome['ok'] === true) return;
        report({
          pointer: '/body',
          exchange: stringAt(outcome, 'exchange') ?? exchange.id,
          message: `The official SDK failed: ${String(outcome['problem'])}`,
          expected: 'no exception',
          actual: outcome['problem'],
        });
      },
    }),
  });
}

// The SDK's stream helper throws at any event that it does not know, while the contract has clients ignore such events.
function isLimitOfTheSdk(problem: JsonValue | undefined): boolean {
  const type = /Unhandled response stream event: \{"type":"([^"]+)"/.exec(String(problem))?.[1];
  return type !== undefined && !knownEvents.has(type);
}

function outcomeOf({ intent }: Exchange, step: string): JsonObject | null {
  return objectsAt(intent.notes, 'sdk').find(({ value }) => value['step'] === step)?.value ?? null;
}

export const sdkRules: readonly Rule[] = [
  sdkRule({
    step: 'create',
    id: 'SDK-CREATE',
    title: 'The official SDK creates a response and finds its id and text',
    why: 'Programs written against the SDK fail at their first call.',
  }),
  sdkRule({
    step: 'stream',
    id: 'SDK-STREAM',
    title: 'The official SDK puts a streamed response together',
    why: 'Its accumulator throws at the first event that it did not expect.',
    needs: ['streaming'],
  }),
  sdkRule({
    step: 'parse',
    id: 'SDK-PARSE',
    title: 'The official SDK parses structured output',
    why: 'parse() is how typed programs read answers.',
    needs: ['structured-output'],
  }),
  sdkRule({
    step: 'tools',
    id: 'SDK-TOOLS',
    title: 'The official SDK runs a tool loop, giving output items back as input',
    why: 'Agents are built on this loop.',
    needs: ['tools', 'streaming'],
  }),
  sdkRule({
    step: 'retrieve',
    id: 'SDK-RETRIEVE',
    title: 'The official SDK retrieves a response and finds the same text',
    why: 'Programs that come back to an answer later show another one.',
    needs: ['state'],
    dialects: storingDialects,
  }),
  sdkRule({
    step: 'pages',
    id: 'SDK-PAGES',
    title: 'The official SDK iterates over all pages of input items, each item once',
    why: 'Its iterator follows has_more and the last id: it stops early or never.',
    needs: ['input-items'],
    dialects: storingDialects,
  }),
];
