import { type JsonValue, valueAt } from '../../../schemas/json.js';
import { responses } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import type { ExchangeView } from '../../engine/view.js';
import { echoing } from './echo.js';

interface Default {
  readonly name: string;
  readonly pointer: string;
  readonly value: JsonValue;
  /** Whether null stands for the default as well. */
  readonly nullable: boolean;
}

// What contract section d lists (REQ-DEFAULTS). Left out: top_p, whose effective default depends on the model (0.98 in
// a third of all recorded answers), and store, which an organisation's data policy may switch off.
const defaults: readonly Default[] = [
  { name: 'temperature', pointer: '/temperature', value: 1, nullable: true },
  { name: 'truncation', pointer: '/truncation', value: 'disabled', nullable: true },
  { name: 'background', pointer: '/background', value: false, nullable: true },
  { name: 'text.format.type', pointer: '/text/format/type', value: 'text', nullable: false },
];

// Templates and agents bring settings of their own, which need not be in the request.
function isPlainRequest(view: ExchangeView): boolean {
  const { body } = view;
  return body !== null && (body['prompt'] ?? null) === null && body['agent_reference'] === undefined;
}

export const documentedDefaults = rule({
  id: 'REQ-DEFAULTS',
  level: 'MUST',
  basis: 'schema',
  area: 'echo',
  title: 'what a request leaves out shows its documented default in the response',
  source: {
    dialect: 'openai',
    section: 'CreateResponse',
    note: 'temperature 1, truncation disabled, background false, text.format text',
  },
  needs: [],
  evidence: ['create/*', 'echo/*'],
  why: 'Callers rely on the defaults: other ones change answers, cut histories or make a call asynchronous unasked.',
  fix: 'Apply the documented default where a member is absent or null, and echo it.',
  judge: responses({
    of: echoing,
    given: (_, view) => isPlainRequest(view),
    check: ({ pointer, value }, report, view) => {
      for (const { name, pointer: member, value: expected, nullable } of defaults) {
        if ((valueAt(view.body ?? {}, member) ?? null) !== null) continue;
        const shown = valueAt(value, member);
        if (shown === undefined || shown === expected || (shown === null && nullable)) continue;
        report({
          pointer: `${pointer}${member}`,
          message: `the request left ${name} out, yet the response shows another value than the default`,
          expected,
          actual: shown,
          cause: name,
        });
      }
    },
  }),
});

export const parallelByDefault = rule({
  id: 'REQ-PTC-DEFAULT',
  level: 'MUST',
  basis: 'schema',
  area: 'echo',
  title: 'parallel_tool_calls is true unless the request says otherwise',
  source: { dialect: 'openai', section: 'CreateResponse.parallel_tool_calls', note: 'default true' },
  needs: [],
  evidence: ['create/*', 'echo/*', 'tools/*'],
  why: 'Agents are written for several calls at once; one at a time multiplies their turns.',
  fix: 'Default to true, and echo what is in force.',
  judge: responses({
    of: echoing,
    given: ({ value }, view) =>
      isPlainRequest(view) &&
      (view.body?.['parallel_tool_calls'] ?? null) === null &&
      typeof value['parallel_tool_calls'] === 'boolean',
    check: ({ pointer, value }, report) => {
      if (value['parallel_tool_calls'] === true) return;
      report({
        pointer: `${pointer}/parallel_tool_calls`,
        message: 'the request left parallel_tool_calls out, yet it is off',
        expected: true,
        actual: false,
      });
    },
  }),
});

export const defaultRules: readonly Rule[] = [documentedDefaults, parallelByDefault];
