import type { DialectName } from '../../../schemas/dialect.js';
import { isObject, type JsonObject, type JsonValue, stringAt, valueAt } from '../../../schemas/json.js';
import type { CapabilityName } from '../../../targets/capability.js';
import { items } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import { asksToInclude } from '../asked.js';

interface OutputData {
  readonly id: string;
  /** The value of `include`. */
  readonly value: string;
  /** Types of the items that carry the data. */
  readonly types: readonly string[];
  /** Where in the item it is. */
  readonly pointer: string;
  readonly isThere: (data: JsonValue | undefined) => boolean;
  /** Which items of those types have such data at all. */
  readonly given?: (item: JsonObject) => boolean;
  readonly needs: readonly CapabilityName[];
  readonly dialects?: readonly DialectName[];
  readonly evidence: readonly string[];
  readonly what: string;
  readonly why: string;
}

const isList = (data: JsonValue | undefined) => Array.isArray(data);
const hosted = ['openai', 'azure-openai', 'azure-foundry'] as const;
const webSearches = (item: JsonObject) =>
  isObject(item['action']) && stringAt(item['action'], 'type') === 'search';

const data: readonly OutputData[] = [
  {
    id: 'INC-REASONING-ENC',
    value: 'reasoning.encrypted_content',
    types: ['reasoning'],
    pointer: '/encrypted_content',
    isThere: (found) => typeof found === 'string' && found !== '',
    needs: ['encrypted-reasoning'],
    evidence: ['reasoning/*'],
    what: 'reasoning items carry encrypted_content',
    why: 'Callers that store nothing have no other way to hand the model its own thoughts back.',
  },
  {
    id: 'INC-FILESEARCH',
    value: 'file_search_call.results',
    types: ['file_search_call'],
    pointer: '/results',
    isThere: isList,
    needs: ['hosted-tools'],
    dialects: hosted,
    evidence: ['tools/hosted'],
    what: 'file search calls carry their results',
    why: 'Citations and debugging need what was found, not only that something was searched.',
  },
  {
    id: 'INC-WEBSEARCH-RESULTS',
    value: 'web_search_call.results',
    types: ['web_search_call'],
    pointer: '/results',
    isThere: isList,
    given: webSearches,
    needs: ['hosted-tools'],
    dialects: hosted,
    evidence: ['tools/hosted'],
    what: 'web search calls carry their results',
    why: 'Callers show the hits beside the answer.',
  },
  {
    id: 'INC-WEBSEARCH-SOURCES',
    value: 'web_search_call.action.sources',
    types: ['web_search_call'],
    pointer: '/action/sources',
    isThere: isList,
    given: webSearches,
    needs: ['hosted-tools'],
    dialects: hosted,
    evidence: ['tools/hosted'],
    what: 'web search calls carry the sources of their search',
    why: 'All sources, not only the cited ones, have to be shown in many places.',
  },
  {
    id: 'INC-CODE-OUTPUTS',
    value: 'code_interpreter_call.outputs',
    types: ['code_interpreter_call'],
    pointer: '/outputs',
    isThere: isList,
    needs: ['hosted-tools'],
    dialects: hosted,
    evidence: ['tools/hosted'],
    what: 'code interpreter calls carry their outputs',
    why: 'Logs and images of the run are nowhere else.',
  },
  {
    id: 'INC-MEMORY',
    value: 'memory_search_call.results',
    types: ['memory_search_call'],
    pointer: '/memories',
    isThere: isList,
    needs: ['hosted-tools'],
    dialects: ['azure-foundry'],
    evidence: ['tools/hosted'],
    what: 'memory search calls carry the memories found',
    why: 'Callers show users what is remembered of them.',
  },
];

// The rule applies to finished answers: a call that was cut has nothing to carry yet.
function dataRule(entry: OutputData): Rule {
  const { id, value, types, pointer, isThere, needs, dialects, evidence, what, why } = entry;
  return rule({
    id,
    level: 'MUST',
    basis: 'prose',
    area: 'include',
    title: `with include ${value}, ${what}`,
    source: {
      dialect: dialects?.[0] ?? 'all',
      section: 'IncludeEnum',
      note: `${value}: additional output data`,
    },
    needs,
    ...(dialects === undefined ? {} : { dialects }),
    evidence,
    why,
    fix: `Fill ${pointer.slice(1).replaceAll('/', '.')} of the item when include names ${value}, or refuse the value with 400.`,
    judge: items({
      types,
      given: (item, view) =>
        asksToInclude(view, value) &&
        view.response?.value['status'] === 'completed' &&
        (entry.given?.(item.value) ?? true),
      check: (item, report) => {
        const found = valueAt(item.value, pointer);
        if (isThere(found)) return;
        report({
          pointer: `${item.pointer}${pointer}`,
          message: `${value} was asked for, but the ${stringAt(item.value, 'type')} item does not carry it`,
          expected: 'filled',
          actual: found,
        });
      },
    }),
  });
}

export const outputDataRules: readonly Rule[] = data.map(dataRule);
