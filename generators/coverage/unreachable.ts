import type { DialectName } from '../../schemas/dialect.js';

/** Branches that no acceptable create request can take, with the reason. Patterns over branch names. */
const reasons: readonly (readonly [pattern: RegExp, reason: string, only?: DialectName])[] = [
  [
    /^CreateResponse\.model absent$/,
    'a request names its model; only a stored prompt or agent could stand in for it',
  ],
  [
    /^CreateResponse\.model is null$/,
    'a request names its model; only a stored prompt or agent could stand in for it',
  ],
  [
    /^CreateResponse\.input (absent|is CreateResponse\.input<null>)$/,
    'without input there is nothing to answer',
  ],
  [/^ItemReference\.type (absent|= null)$/, 'an item without a type counts as a message'],
  [/<object>(\.type present)?$/, 'an extension that no document describes'],
  [/^AllowedTools\.tools at maxItems$/, 'a choice among 128 tools is not worth the tokens that declare them'],
  [
    /^JsonSchemaFormat\.(name|schema) absent$/,
    'without name and schema there is no format to keep to, and nothing to echo',
  ],
  [
    /^(InputItem is CompactionInput$|CompactionInput\.)/,
    'this dialect has no operation that makes a compaction, so there is none to give back',
    'azure-openai',
  ],
  [/\.skills at maxItems$/, '200 skills cost more tokens than the boundary is worth: sent with --large'],
  [/^FunctionCallOutputInput\.call_id absent$/, 'an output has to say which call it answers'],
];

/** Why no acceptable request of a dialect can take this branch; null where one can. */
export function unreachable(branch: string, dialect: DialectName): string | null {
  return (
    reasons.find(
      ([pattern, , only]) => pattern.test(branch) && (only === undefined || only === dialect),
    )?.[1] ?? null
  );
}
