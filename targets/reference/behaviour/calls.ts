import { isObject, type JsonObject, type JsonValue, stringAt } from '../../../schemas/json.js';
import type { NewId } from '../identifiers.js';
import type { PlannedItem } from '../plan.js';
import { countTokens } from '../tokenizer.js';
import { type Facts, factFor } from './facts.js';
import { textForGrammar } from './grammars.js';
import { textForPattern } from './patterns.js';
import type { OfferedTool } from './tools.js';
import { type ValueChoices, valueForSchema } from './values.js';
import type { Wishes } from './wishes.js';

/** What calls draw on. */
export interface CallMaterial {
  readonly facts: Facts;
  readonly wishes: Wishes;
  readonly variant: number;
  readonly newId: NewId;
}

/** Calls of function and custom tools; `calls` of them where the user wants several and may have them. */
export function clientCalls(
  tools: readonly OfferedTool[],
  parallel: boolean,
  material: CallMaterial,
): readonly PlannedItem[] {
  if (tools.length === 0) return [];
  const wished = parallel ? Math.max(tools.length, material.wishes.calls ?? 1) : 1;
  return Array.from({ length: wished }, (_, index) => {
    const tool = tools[index % tools.length];
    return tool === undefined ? [] : [clientCall(tool, index, material)];
  }).flat();
}

function clientCall(offered: OfferedTool, index: number, material: CallMaterial): PlannedItem {
  const { newId } = material;
  const namespace = offered.namespace === null ? {} : { namespace: offered.namespace };
  if (offered.type === 'custom') {
    const input = customInput(offered.tool, index, material);
    const item = {
      id: newId('ctc'),
      type: 'custom_tool_call',
      status: 'completed',
      call_id: newId('call'),
      ...namespace,
      name: offered.name,
      input,
    };
    return { item, tokens: countTokens(offered.name) + countTokens(input), reasoningTokens: 0 };
  }
  const args = JSON.stringify(argumentsFor(offered.tool.parameters, index, material));
  const item = {
    id: newId('fc'),
    type: 'function_call',
    status: 'completed',
    arguments: args,
    call_id: newId('call'),
    ...namespace,
    name: offered.name,
  };
  return { item, tokens: countTokens(offered.name) + countTokens(args), reasoningTokens: 0 };
}

/** Arguments that are valid under the schema, holding remembered facts and the subject of this call where they fit. */
function argumentsFor(schema: JsonValue | undefined, index: number, material: CallMaterial): JsonValue {
  if (!isObject(schema) || Object.keys(schema).length === 0) return {};
  const made = valueForSchema(schema, choicesFor(index, material));
  return isObject(made) ? made : {};
}

/** How free texts in arguments and structured output are chosen. */
export function choicesFor(index: number, material: CallMaterial): ValueChoices {
  const { facts, wishes, variant } = material;
  const said = wishes.text.toLowerCase();
  let subject = wishes.subjects[index] ?? wishes.subjects[0] ?? null;
  return {
    variant: variant + index,
    wish: (property, schema) => {
      if (Array.isArray(schema.enum)) {
        const named = schema.enum.find(
          (value) => typeof value === 'string' && value !== '' && said.includes(value.toLowerCase()),
        );
        if (typeof named === 'string') return named;
      }
      if (property === '') return null;
      const fact = factFor(facts, property, stringAt(schema, 'description') ?? '');
      if (fact !== null) return fact;
      if (schema.type !== 'string' || schema.enum !== undefined) return null;
      const mine = subject;
      subject = null;
      return mine;
    },
  };
}

function customInput(tool: JsonObject, index: number, material: CallMaterial): string {
  const format = isObject(tool.format) ? tool.format : null;
  const definition = stringAt(format, 'definition');
  if (format?.type === 'grammar' && definition !== null) {
    const text =
      format.syntax === 'regex'
        ? textForPattern(definition, material.variant + index)
        : textForGrammar(definition, material.variant + index);
    return text ?? '';
  }
  const name = stringAt(tool, 'name') ?? '';
  const fact = factFor(material.facts, name, stringAt(tool, 'description') ?? '');
  return fact ?? material.wishes.subjects[index] ?? `input ${index + 1} for ${name}`;
}
