import type { Dialect } from '../../../schemas/dialect.js';
import {
  isObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  objectsAt,
  stringAt,
} from '../../../schemas/json.js';
import { type Fault, invalid } from '../fault.js';
import { strictSchemaFault } from './strict-schemas.js';
import { toolChoiceFault } from './tool-choice.js';

type Rule = (body: JsonObject, dialect: Dialect) => Fault | null;

/** Bounds that some dialects state in their schema and all services keep (contract, section c). */
const bounds: readonly (readonly [member: string, low: number, high: number])[] = [
  ['temperature', 0, 2],
  ['top_p', 0, 1],
  ['top_logprobs', 0, 20],
  ['max_output_tokens', 16, Number.POSITIVE_INFINITY],
  ['max_tool_calls', 1, Number.POSITIVE_INFINITY],
];

const withinBounds: Rule = (body) => {
  for (const [member, low, high] of bounds) {
    const value = body[member];
    if (typeof value !== 'number' || (value >= low && value <= high)) continue;
    const kind = Number.isInteger(value) ? 'integer' : 'decimal';
    const limit = value < low ? `>= ${low}` : `<= ${high}`;
    return invalid(member, `Invalid '${member}': expected a value ${limit}, but got ${value}.`, {
      code: `${kind}_${value < low ? 'below_min' : 'above_max'}_value`,
    });
  }
  return null;
};

const metadataLimits: Rule = (body) => metadataFault(body.metadata);

/** 16 pairs, keys of 64 characters, values of 512. */
export function metadataFault(metadata: JsonValue | undefined): Fault | null {
  if (!isObject(metadata)) return null;
  const pairs = Object.entries(metadata);
  if (pairs.length > 16) {
    return invalid('metadata', `Invalid 'metadata': at most 16 pairs, but got ${pairs.length}.`, {
      code: 'object_above_max_properties',
    });
  }
  for (const [key, value] of pairs) {
    if ([...key].length > 64) {
      return invalid('metadata', `Invalid 'metadata': keys have at most 64 characters.`, {
        code: 'string_above_max_length',
      });
    }
    if (typeof value !== 'string') {
      return invalid(`metadata.${key}`, `Invalid type for 'metadata.${key}': expected a string.`, {
        code: 'invalid_type',
      });
    }
    if ([...value].length > 512) {
      return invalid(`metadata.${key}`, `Invalid 'metadata.${key}': at most 512 characters.`, {
        code: 'string_above_max_length',
      });
    }
  }
  return null;
}

const identifierLengths: Rule = (body) => {
  for (const member of ['safety_identifier', 'prompt_cache_key']) {
    const value = body[member];
    if (typeof value === 'string' && value.length > 64 && member === 'safety_identifier') {
      return invalid(member, `Invalid '${member}': at most 64 characters, but got ${value.length}.`, {
        code: 'string_above_max_length',
      });
    }
  }
  return null;
};

const needsModel: Rule = (body) => {
  if (body.model !== undefined && body.model !== null) return null;
  if (isObject(body.prompt) || isObject(body.agent_reference)) return null;
  return invalid('model', "Missing required parameter: 'model'.", { code: 'missing_required_parameter' });
};

const needsInput: Rule = (body) => {
  const sources = ['input', 'previous_response_id', 'prompt', 'conversation'];
  if (sources.some((source) => body[source] !== undefined && body[source] !== null)) return null;
  return invalid(
    'input',
    "Missing required parameter: one of 'input', 'previous_response_id', 'prompt' or 'conversation'.",
    {
      code: 'missing_required_parameter',
    },
  );
};

const streamOptionsNeedStream: Rule = (body) =>
  isObject(body.stream_options) && body.stream !== true
    ? invalid('stream_options', "The 'stream_options' parameter is only allowed when 'stream' is true.", {
        code: 'invalid_parameter_combination',
      })
    : null;

const backgroundNeedsStore: Rule = (body) =>
  body.background === true && body.store === false
    ? invalid(
        'store',
        "Background responses have to be stored: 'store' must not be false when 'background' is true.",
        {
          code: 'invalid_parameter_combination',
        },
      )
    : null;

const oneHistory: Rule = (body) =>
  given(body.previous_response_id) && given(body.conversation)
    ? invalid('previous_response_id', "Only one of 'previous_response_id' and 'conversation' may be given.", {
        code: 'mutually_exclusive_parameters',
      })
    : null;

function given(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== null;
}

const contextManagement: Rule = (body) => {
  for (const { index, value } of objectsAt(body, 'context_management')) {
    if (value.type !== 'compaction') {
      return invalid(`context_management[${index}].type`, "Only 'compaction' is a context management type.");
    }
    const threshold = value.compact_threshold;
    if (typeof threshold === 'number' && threshold < 1000) {
      return invalid(
        `context_management[${index}].compact_threshold`,
        "Invalid 'compact_threshold': expected a value >= 1000.",
        {
          code: 'integer_below_min_value',
        },
      );
    }
  }
  return null;
};

const triggerIsLast: Rule = (body) => {
  const items = Array.isArray(body.input) ? body.input : [];
  const place = items.findIndex((item) => stringAt(item, 'type') === 'compaction_trigger');
  return place < 0 || place === items.length - 1
    ? null
    : invalid(`input[${place}]`, "A 'compaction_trigger' has to be the last input item.");
};

const mcpServerNamed: Rule = (body) => {
  for (const { index, value } of objectsAt(body, 'tools')) {
    if (value.type !== 'mcp') continue;
    const names = ['server_url', 'connector_id', 'tunnel_id', 'project_connection_id'];
    if (names.some((name) => given(value[name]))) continue;
    return invalid(
      `tools[${index}].server_url`,
      "An mcp tool needs one of 'server_url' and 'connector_id'.",
      {
        code: 'missing_required_parameter',
      },
    );
  }
  return null;
};

const formatName: Rule = (body) => {
  const name = stringAt(objectAt(objectAt(body, 'text') ?? {}, 'format'), 'name');
  return name === null || /^[a-zA-Z0-9_-]{1,64}$/.test(name)
    ? null
    : invalid(
        'text.format.name',
        "Invalid 'text.format.name': 1 to 64 of a-z, A-Z, 0-9, underscore and dash.",
      );
};

const knownPrompt: Rule = (body) => {
  const id = stringAt(objectAt(body, 'prompt'), 'id');
  return id === null || id.startsWith('pmpt_')
    ? null
    : invalid('prompt.id', `Prompt with id '${id.slice(0, 100)}' not found.`, {
        status: 404,
        code: 'prompt_not_found',
      });
};

const createRules: readonly Rule[] = [
  withinBounds,
  metadataLimits,
  identifierLengths,
  needsModel,
  needsInput,
  streamOptionsNeedStream,
  backgroundNeedsStore,
  oneHistory,
  contextManagement,
  triggerIsLast,
  mcpServerNamed,
  formatName,
  toolChoiceFault,
  strictSchemaFault,
  knownPrompt,
];

/** What holds across the fields of a create request, and bounds that not every schema states; the first fault. */
export function createFault(body: JsonObject, dialect: Dialect): Fault | null {
  for (const rule of createRules) {
    const fault = rule(body, dialect);
    if (fault !== null) return fault;
  }
  return null;
}

/** What holds across the fields of the two operations that count and compact. */
export function contextFault(body: JsonObject, dialect: Dialect): Fault | null {
  return oneHistory(body, dialect) ?? triggerIsLast(body, dialect);
}
