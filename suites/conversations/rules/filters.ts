import { type JsonObject, objectAt, stringAt } from '../../../schemas/json.js';
import { exchanges } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import { entriesOf } from '../../state/lists/page.js';

/** What an entry must say to be in a list with that filter. */
const filters: readonly (readonly [name: string, shown: (response: JsonObject) => string | null])[] = [
  ['conversation_id', (response) => stringAt(response['conversation'], 'id')],
  ['agent_name', (response) => stringAt(objectAt(response, 'agent_reference') ?? undefined, 'name')],
  [
    'agent_id',
    (response) => {
      const agent = objectAt(response, 'agent_reference');
      return agent === null ? null : `${stringAt(agent, 'name')}:${stringAt(agent, 'version')}`;
    },
  ],
];

/** The filters of Foundry's list of responses. */
export const filterRules: readonly Rule[] = [
  rule({
    id: 'FD-LIST-FILTERS',
    level: 'MUST',
    basis: 'prose',
    area: 'conversations',
    dialects: ['azure-foundry'],
    title: 'GET /responses filters by conversation_id, agent_name and agent_id',
    source: {
      dialect: 'azure-foundry',
      section: 'GET /responses',
      note: 'filters agent_name, agent_id (name:version) and conversation_id',
    },
    needs: ['conversations'],
    why: 'Whoever shows the responses of one conversation or agent shows those of others among them.',
    fix: 'Leave out every response that does not belong to what the filter names.',
    judge: exchanges({
      of: ['list-responses'],
      given: ({ accepted, exchange }) =>
        accepted && exchange.request.query.some(([name]) => filters.some(([filter]) => filter === name)),
      check: (view, report) => {
        for (const [name, shown] of filters) {
          const wanted = view.exchange.request.query.find(([key]) => key === name)?.[1];
          if (wanted === undefined) continue;
          for (const [index, entry] of entriesOf(view).entries()) {
            const found = shown(entry);
            if (found === wanted) continue;
            report({
              pointer: `/data/${index}`,
              message: `The list asked for with ${name}=${wanted} holds a response of another.`,
              expected: wanted,
              actual: found,
              cause: name,
            });
          }
        }
      },
    }),
  }),
];
