import { cases } from './case.js';
import { turn } from './counted-traffic.js';

const told = { model: 'm', input: `Remember the number 41. ${'This is said so that it counts. '.repeat(8)}` };
const short = { model: 'm', input: 'Which number was it?' };
const instructions = 'You are patient and you answer at length.';
const endless = 'And so on. '.repeat(400);
const rules = ['REQ-PREV-INSTR'];

// The instructions count 100: the turn behind them may count 75 without them, and half of them more.
const start = [turn(1, told, 60), turn(2, short, 10), turn(3, { ...told, instructions }, 160)];

export const instructionCases = cases(
  {
    name: 'a turn that counts the history without its instructions',
    exchanges: [...start, turn(4, short, 125, { previous: 3 })],
    passed: rules,
  },
  {
    name: 'a turn that counts the instructions of the turn before',
    exchanges: [...start, turn(4, short, 126, { previous: 3 })],
    blamed: { 'REQ-PREV-INSTR': '/usage/input_tokens' },
  },
  {
    name: 'instructions that are just long enough to be counted',
    exchanges: [
      turn(1, told, 60),
      turn(2, short, 10),
      turn(3, { ...told, instructions }, 100),
      turn(4, short, 96, { previous: 3 }),
    ],
    blamed: { 'REQ-PREV-INSTR': '/usage/input_tokens' },
  },
  {
    name: 'instructions that are too short to be counted',
    exchanges: [
      turn(1, told, 60),
      turn(2, short, 10),
      turn(3, { ...told, instructions }, 99),
      turn(4, short, 115, { previous: 3 }),
    ],
    passed: rules,
  },
  {
    name: 'a turn with the same instructions once more',
    exchanges: [...start, turn(4, { ...short, instructions }, 180, { previous: 3 })],
    notFor: rules,
  },
  {
    name: 'a turn that shows the instructions of the turn before',
    exchanges: [...start, turn(4, short, 75, { previous: 3, response: { instructions } })],
    blamed: { 'REQ-PREV-INSTR': '/instructions' },
  },
  {
    name: 'counts that are always the same say nothing of instructions',
    exchanges: [
      turn(1, told, 10),
      turn(2, short, 10),
      turn(3, { ...told, instructions }, 10),
      turn(4, short, 900, { previous: 3 }),
    ],
    passed: rules,
  },
  {
    name: 'a turn that was never made without history says nothing of instructions',
    exchanges: [...start, turn(4, { model: 'm', input: 'And why?' }, 900, { previous: 3 })],
    passed: rules,
  },
  {
    name: 'instructions behind a request that is too long to be compared',
    exchanges: [
      ...start,
      turn(4, { model: 'm', input: endless, instructions }, 900),
      turn(5, short, 950, { previous: 4 }),
    ],
    passed: rules,
  },
  {
    name: 'a turn behind instructions that is too long to be compared',
    exchanges: [...start, turn(4, { model: 'm', input: endless }, 950, { previous: 3 })],
    passed: rules,
  },
);
