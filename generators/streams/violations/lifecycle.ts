import {
  at,
  changing,
  dropping,
  finishedTerminal,
  inserted,
  inside,
  lacking,
  moved,
  repeating,
  type StreamViolation,
  terminal,
  tester,
} from './violation.js';

const other: { readonly [type: string]: string } = {
  'response.completed': 'failed',
  'response.incomplete': 'completed',
  'response.failed': 'completed',
};

/** How the stream begins, goes on and ends. */
export const lifecycleViolations: readonly StreamViolation[] = [
  dropping('created missing', 'STREAM-FIRST-CREATED', 'response.created'),
  repeating('created twice', 'STREAM-FIRST-CREATED', 'response.created'),
  at('created late', 'STREAM-FIRST-CREATED', 'response.created', (events, index) =>
    moved(events, index, index + 2),
  ),
  at('in_progress missing', 'STREAM-IN-PROGRESS', 'response.in_progress', (events, index) =>
    events.some(({ type }) => type === 'response.output_item.added') ? events.toSpliced(index, 1) : null,
  ),
  dropping('terminal event missing', 'STREAM-ONE-TERMINAL', finishedTerminal),
  repeating('terminal event twice', 'STREAM-ONE-TERMINAL', terminal),
  at('two different terminal events', 'STREAM-ONE-TERMINAL', finishedTerminal, (events, index) => {
    const event = events[index];
    const failed =
      event === undefined ? null : inside(event, 'response', (inner) => ({ ...inner, status: 'failed' }));
    return failed === null ? null : inserted(events, index + 1, { ...failed, type: 'response.failed' });
  }),
  at('an event after the terminal one', 'STREAM-ONE-TERMINAL', terminal, (events, index) =>
    inserted(events, index + 1, { type: 'keepalive' }),
  ),
  at('an item after the terminal event', 'STREAM-ONE-TERMINAL', finishedTerminal, (events, index) => {
    const last = events.findLastIndex(tester('response.output_item.done'));
    return last < 0 ? null : moved(events, last, index + 1);
  }),
  { kind: 'no events at all', rule: 'STREAM-ONE-TERMINAL', events: () => [] },
  changing('terminal status differs', 'STREAM-TERMINAL-STATUS', terminal, (event) =>
    inside(event, 'response', (inner) => ({ ...inner, status: other[event.type] })),
  ),
  changing('terminal status still in progress', 'STREAM-TERMINAL-STATUS', terminal, (event) =>
    inside(event, 'response', (inner) => ({ ...inner, status: 'in_progress' })),
  ),
  changing('created with a terminal status', 'STREAM-STATUS-FLOW', 'response.created', (event) =>
    inside(event, 'response', (inner) => ({ ...inner, status: 'completed' })),
  ),
  changing('in_progress with status queued', 'STREAM-STATUS-FLOW', 'response.in_progress', (event) =>
    inside(event, 'response', (inner) => ({ ...inner, status: 'queued' })),
  ),
  at('queued after in_progress', 'STREAM-STATUS-FLOW', 'response.in_progress', (events, index) => {
    const event = events[index];
    const queued =
      event === undefined ? null : inside(event, 'response', (inner) => ({ ...inner, status: 'queued' }));
    return queued === null ? null : inserted(events, index + 1, { ...queued, type: 'response.queued' });
  }),
  changing('another response id at the end', 'STREAM-ID-CONST', terminal, (event) =>
    inside(event, 'response', (inner) => ({ ...inner, id: 'resp_other' })),
  ),
  changing('another response id in between', 'STREAM-ID-CONST', 'response.in_progress', (event) =>
    inside(event, 'response', (inner) => ({ ...inner, id: 'resp_other' })),
  ),
  at('error without response.failed', 'ERR-STREAM-FAILED', 'error', (events) =>
    events.filter(({ type }) => type !== 'response.failed'),
  ),
  at('error before response.completed', 'ERR-STREAM-FAILED', 'response.completed', (events, index) =>
    inserted(events, index, {
      type: 'error',
      error: { type: 'server_error', code: null, message: 'Oops.', param: null },
    }),
  ),
  changing('error without a message', 'STREAM-ERR-SHAPE', 'error', (event) =>
    'error' in event
      ? inside(event, 'error', (inner) => lacking(inner, 'message'))
      : lacking(event, 'message'),
  ),
  changing('error without a code', 'STREAM-ERR-SHAPE', 'error', (event) =>
    'error' in event ? inside(event, 'error', (inner) => lacking(inner, 'code')) : lacking(event, 'code'),
  ),
  changing('error as a string', 'STREAM-ERR-SHAPE', 'error', () => ({ error: 'Oops.' })),
  changing('created with output', 'STREAM-ANNOUNCED-EMPTY', 'response.created', (event) =>
    inside(event, 'response', (inner) => ({
      ...inner,
      output: [{ id: 'x', type: 'reasoning', summary: [] }],
    })),
  ),
];
