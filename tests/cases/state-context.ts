import { cases } from './case.js';
import { turn } from './counted-traffic.js';
import { functionCall } from './output.js';

const long = `Remember the number 41. ${'This is said so that it counts. '.repeat(8)}`;
const short = { model: 'm', input: 'Which number was it?' };

const endless = { model: 'm', input: 'And so on. '.repeat(400) };
const told = { model: 'm', input: long };
const start = [turn(1, told, 60), turn(2, short, 10)];
const seeing = [
  'REQ-PREV-CONTEXT',
  'REQ-PREV-STORE-FALSE',
  'REQ-PREV-DEPTH',
  'REQ-PREV-BRANCH',
  'REQ-PREV-INSTR',
];

export const contextCases = cases(
  {
    name: 'turns that count their history',
    exchanges: [
      ...start,
      turn(3, short, 75, { previous: 1 }),
      turn(4, short, 90, { previous: 3 }),
      turn(5, { ...short, store: false }, 90, { previous: 3 }),
    ],
    passed: ['REQ-PREV-CONTEXT', 'REQ-PREV-DEPTH', 'REQ-PREV-STORE-FALSE', 'REQ-PREV-BRANCH'],
    notFor: ['REQ-PREV-INSTR'],
  },
  {
    name: 'a turn that counts as if it had no history',
    exchanges: [...start, turn(3, short, 10, { previous: 1 })],
    blamed: { 'REQ-PREV-CONTEXT': '/usage/input_tokens' },
    notFor: ['REQ-PREV-DEPTH', 'REQ-PREV-STORE-FALSE'],
  },
  {
    name: 'a turn that is not stored counts as if it had no history',
    exchanges: [...start, turn(3, { ...short, store: false }, 10, { previous: 1 })],
    blamed: { 'REQ-PREV-STORE-FALSE': '/usage/input_tokens' },
    notFor: ['REQ-PREV-CONTEXT'],
  },
  {
    name: 'a turn that remembers one turn only',
    exchanges: [...start, turn(3, short, 75, { previous: 1 }), turn(4, short, 25, { previous: 3 })],
    blamed: { 'REQ-PREV-DEPTH': '/usage/input_tokens' },
    passed: ['REQ-PREV-CONTEXT'],
  },
  {
    name: 'counts that are always the same say nothing',
    exchanges: [turn(1, told, 10), turn(2, short, 10), turn(3, short, 10, { previous: 1 })],
    notFor: ['REQ-PREV-CONTEXT'],
  },
  {
    name: 'counts that leave history out, where the model has repeated what it was told',
    exchanges: [
      ...start,
      turn(3, short, 10, { previous: 1 }),
      turn(4, short, 10, { previous: 1, recall: '41', output: [functionCall('answer', '{"number":41}')] }),
    ],
    passed: ['REQ-PREV-CONTEXT'],
    notFor: ['REQ-PREV-DEPTH'],
  },
  {
    name: 'the model has not repeated what it was told',
    exchanges: [
      ...start,
      turn(3, short, 10, { previous: 1 }),
      turn(4, short, 10, { previous: 1, recall: '41', output: [functionCall('answer', '{"number":14}')] }),
    ],
    blamed: { 'REQ-PREV-CONTEXT': '/usage/input_tokens' },
  },
  {
    name: 'what is said in front of the history is not what a turn without it says',
    exchanges: [...start, turn(3, { ...short, instructions: 'Be brief.' }, 5, { previous: 1 })],
    notFor: seeing,
  },
  {
    name: 'requests too long to be compared',
    exchanges: [
      ...start,
      turn(3, endless, 900),
      turn(4, endless, 900, { previous: 1 }),
      turn(5, endless, 2000, { previous: 1 }),
      turn(6, endless, 900, { previous: 5 }),
    ],
    notFor: ['REQ-PREV-CONTEXT', 'REQ-PREV-DEPTH', 'REQ-PREV-BRANCH'],
  },
  {
    name: 'two branches that differ by a little formatting',
    exchanges: [...start, turn(3, short, 75, { previous: 1 }), turn(4, short, 77, { previous: 1 })],
    passed: ['REQ-PREV-BRANCH'],
  },
  {
    name: 'two branches of which one has seen the other',
    exchanges: [...start, turn(3, short, 75, { previous: 1 }), turn(4, short, 78, { previous: 1 })],
    blamed: { 'REQ-PREV-BRANCH': '/usage/input_tokens' },
  },
);
