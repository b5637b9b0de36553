import { arrayAt, isObject, type JsonObject, objectsAt, stringAt } from '../../../schemas/json.js';
import { finalResponses, items, responses } from '../../engine/judges.js';
import type { Located } from '../../engine/located.js';
import { type Rule, rule } from '../../engine/rule.js';
import { atPlace, reportPlace } from '../schema-places.js';

const hasItems = ({ value }: Located) => arrayAt(value, 'output').length > 0;

export const itemFields = rule({
  id: 'RES-ITEM-FIELDS',
  level: 'MUST',
  basis: 'schema',
  area: 'create',
  title: 'every output item has its type, its id, and its status where the schema of its type has one',
  source: {
    dialect: 'all',
    section: 'OutputItem',
    note: 'Open Responses: every item has id, type and status; the schemas of reasoning and compaction have no status',
  },
  needs: [],
  why: 'Agents key their history by item id; SDKs choose the class of an item by its type.',
  fix: 'Give every item, reasoning items included, an id of its own and the status that its type asks for.',
  judge: responses({
    given: hasItems,
    check: (found, report, view) => {
      reportPlace('item-fields', found, report, view);
      for (const [index, item] of arrayAt(found.value, 'output').entries()) {
        if (stringAt(item, 'id') === '') {
          report({
            pointer: `${found.pointer}/output/${index}/id`,
            message: 'the id of an output item is empty',
            expected: 'a non-empty string',
            actual: '',
          });
        }
      }
    },
  }),
});

export const itemStatusKnown = rule({
  id: 'RES-ITEM-STATUS-ENUM',
  level: 'MUST',
  basis: 'schema',
  area: 'create',
  title: 'status of an output item is one that its type has',
  source: {
    dialect: 'all',
    section: 'OutputItem.status',
    note: 'in_progress, completed, incomplete; tools have more',
  },
  needs: [],
  why: 'Finish reasons such as "stop" are no states: clients that switch on status neither show nor run the item.',
  fix: 'Send completed, incomplete or in_progress.',
  judge: responses({
    given: hasItems,
    check: atPlace('item-status'),
  }),
});

export const messageRole = rule({
  id: 'RES-MESSAGE-ROLE',
  level: 'MUST',
  basis: 'schema',
  area: 'create',
  title: 'role of an output message is "assistant"',
  source: { dialect: 'all', section: 'OutputMessage.role', note: 'constant' },
  needs: [],
  why: 'A history rebuilt from the output would make the model’s words the user’s.',
  fix: 'Send "role": "assistant" in every output message.',
  judge: responses({
    given: ({ value }) => hasTypedItem(value['output'], ['message', 'output_message']),
    check: atPlace('message-role'),
  }),
});

export const contentParts = rule({
  id: 'RES-CONTENT-PART',
  level: 'MUST',
  basis: 'schema',
  area: 'create',
  title: 'content of messages and text of reasoning come as parts of the published types, whole',
  source: {
    dialect: 'all',
    section: 'OutputText, SummaryText, ReasoningText',
    note: 'type, text, annotations',
  },
  needs: [],
  why: 'SDKs join output_text parts into the text that users see; other types and missing members drop it or raise.',
  fix: 'Send { "type": "output_text", "text": "…", "annotations": [] } and the like.',
  judge: responses({
    given: ({ value }) => hasTypedItem(value['output'], ['message', 'output_message', 'reasoning']),
    check: (found, report, view) => {
      reportPlace('content-part', found, report, view);
      for (const { index, value: item } of objectsAt(found.value, 'output')) {
        const types = objectsAt(item, 'content').map(({ value: part }) => stringAt(part, 'type'));
        if (item['type'] !== 'message' || types.length === 0 || types.some(isStandardPart)) continue;
        report({
          pointer: `${found.pointer}/output/${index}/content/0/type`,
          message: 'a message has neither text nor refusal, only parts that no dialect defines',
          expected: ['output_text', 'refusal'],
          actual: types,
          cause: 'no standard part',
        });
      }
    },
  }),
});

// Further part types may stand beside the standard ones, never in their place.
function isStandardPart(type: string | null): boolean {
  return type === 'output_text' || type === 'refusal' || type?.includes(':') === true;
}

export const refusalParts = rule({
  id: 'RES-REFUSAL-PART',
  level: 'MUST',
  basis: 'schema',
  area: 'create',
  title: 'a refusal is a content part of type refusal with the words in refusal',
  source: { dialect: 'all', section: 'OutputMessage.content', note: 'type refusal, member refusal' },
  needs: [],
  evidence: ['create/refusal', 'structured-output/*'],
  why: 'SDKs raise or show a refusal by this very member; under another name the user sees nothing.',
  fix: 'Send { "type": "refusal", "refusal": "…" }.',
  judge: finalResponses({
    given: ({ value }) => hasRefusal(value),
    check: atPlace('refusal-part'),
  }),
});

export const itemSchema = rule({
  id: 'RES-ITEM-SCHEMA',
  level: 'MUST',
  basis: 'schema',
  area: 'create',
  title: 'every output item of a standard type has the members of its type, with values they may have',
  source: {
    dialect: 'all',
    section: 'OutputItem',
    note: 'dispatch on type; members without a rule of their own',
  },
  needs: [],
  why: 'Typed clients decode items by type and reject the answer when one does not fit.',
  fix: 'Compare the item with the dialect’s schema (responses-conformance schemas --root OutputItem).',
  judge: responses({
    given: hasItems,
    check: atPlace('item'),
  }),
});

export const extensionPrefix = rule({
  id: 'RES-EXT-PREFIX',
  level: 'SHOULD',
  basis: 'prose',
  area: 'create',
  title: 'output items and tools that Open Responses does not define have a type prefixed slug:name',
  source: {
    dialect: 'open-responses',
    section: 'extensions',
    note: 'extension types carry the implementor’s slug',
  },
  needs: [],
  dialects: ['open-responses'],
  why: 'Without the prefix two vendors’ extensions, or a later standard type, cannot be told apart.',
  fix: 'Rename your own types to "yourslug:type".',
  judge: items({
    check: ({ pointer, value }, report) => {
      const type = stringAt(value, 'type');
      if (type !== null && !standardItems.has(type) && !/^[^:\s]+:[^:\s]/.test(type)) {
        report({
          pointer: `${pointer}/type`,
          message: `${JSON.stringify(type)} is neither a standard item type nor prefixed with a slug`,
          expected: 'slug:name',
          actual: type,
          cause: type,
        });
      }
    },
  }),
});

// The types of output items that the Open Responses schema has (contract section a).
const standardItems = new Set([
  'message',
  'function_call',
  'function_call_output',
  'reasoning',
  'compaction',
]);

function hasTypedItem(output: unknown, types: readonly string[]): boolean {
  return (
    Array.isArray(output) && output.some((item) => isObject(item) && types.includes(String(item['type'])))
  );
}

function hasRefusal(response: JsonObject): boolean {
  return arrayAt(response, 'output')
    .flatMap((item) => arrayAt(item, 'content'))
    .some((part) => stringAt(part, 'type') === 'refusal');
}

export const itemSchemaRules: readonly Rule[] = [
  itemFields,
  itemStatusKnown,
  messageRole,
  contentParts,
  refusalParts,
  itemSchema,
  extensionPrefix,
];
