import { alteringEvents, breaking } from '../breaking.js';
import { without } from '../building.js';
import type { Defect } from '../defect.js';

const area = 'streaming';

/** Servers whose streams begin, go on or end wrongly. */
export const orderDefects: readonly Defect[] = [
  {
    name: 'no-created-first',
    area,
    symptom: 'streams start without response.created and response.in_progress',
    seenIn: 'BerriAI/litellm#9545',
    caughtBy: ['STREAM-FIRST-CREATED', 'STREAM-IN-PROGRESS'],
    change: alteringEvents(/^response\.(created|in_progress)$/, () => null),
  },
  {
    name: 'created-twice',
    area,
    symptom: 'response.created is sent twice',
    caughtBy: ['STREAM-FIRST-CREATED'],
    change: breaking('created twice'),
  },
  {
    name: 'in-progress-and-text-done-missing',
    area,
    symptom: 'response.in_progress and output_text.done are never sent',
    seenIn: 'azerozero/grob#386',
    caughtBy: ['STREAM-IN-PROGRESS', 'STREAM-PART-ORDER'],
    change: alteringEvents(/^response\.(in_progress|output_text\.done)$/, () => null),
  },
  {
    name: 'delta-before-item-added',
    area,
    symptom: 'the first delta of a message comes before its output_item.added',
    seenIn: 'maximhq/bifrost#5959',
    caughtBy: ['STREAM-ITEM-OPEN'],
    change: {
      events: (events) => {
        const delta = events.findIndex(({ type }) => type === 'response.output_text.delta');
        const added = events.findLastIndex(
          ({ type }, index) => index < delta && type === 'response.output_item.added',
        );
        const [head, announced, first, rest] = [
          events.slice(0, added),
          events.slice(added, delta),
          events.slice(delta, delta + 1),
          events.slice(delta + 1),
        ];
        if (delta < 0) return events;
        return [...head, ...first, ...announced, ...rest].map((event, index) => ({
          ...event,
          sequence_number: index,
        }));
      },
    },
  },
  {
    name: 'server-exception-kills-stream',
    area,
    symptom: 'an exception ends every stream right before its last output_text.done',
    seenIn: 'vllm-project/vllm#25719',
    caughtBy: ['STREAM-ONE-TERMINAL'],
    collateral: 40,
    change: {
      events: (events) => {
        const done = events.findLastIndex(({ type }) => type === 'response.output_text.done');
        return done < 0 ? events : events.slice(0, done);
      },
    },
  },
  {
    name: 'no-terminal-event-clean-eof',
    area,
    symptom: 'one stream in twenty ends after a delta, without a terminal event',
    seenIn: 'NousResearch/hermes-agent#61850',
    caughtBy: ['STREAM-ONE-TERMINAL'],
    collateral: 40,
    change: {
      events: (events, { memory }) => {
        const count = Number(memory.get('streams') ?? 0) + 1;
        memory.set('streams', count);
        const delta = events.findIndex(({ type }) => type.endsWith('.delta'));
        return count % 20 === 7 && delta > 0 ? events.slice(0, delta + 1) : events;
      },
    },
  },
  {
    name: 'zero-events',
    area,
    symptom: '200 and text/event-stream, and then nothing at all',
    seenIn: 'router-for-me/CLIProxyAPI#4594',
    caughtBy: ['STREAM-ONE-TERMINAL'],
    collateral: 60,
    change: { frames: () => [] },
  },
  {
    name: 'terminal-twice',
    area,
    symptom: 'the terminal event is sent twice',
    caughtBy: ['STREAM-ONE-TERMINAL'],
    change: breaking('terminal event twice'),
  },
  {
    name: 'event-after-terminal',
    area,
    symptom: 'a keepalive follows the terminal event',
    caughtBy: ['STREAM-ONE-TERMINAL'],
    change: breaking('an event after the terminal one'),
  },
  {
    name: 'incomplete-but-completed-event',
    area,
    symptom: 'a response that is incomplete ends with response.completed',
    seenIn: 'NVIDIA/TensorRT-LLM#19223',
    caughtBy: ['STREAM-TERMINAL-STATUS'],
    change: alteringEvents(/^response\.incomplete$/, (event) => ({ ...event, type: 'response.completed' })),
  },
  {
    name: 'created-already-completed',
    area,
    symptom: 'response.created shows the response as completed',
    caughtBy: ['STREAM-STATUS-FLOW'],
    collateral: 20,
    change: breaking('created with a terminal status'),
  },
  {
    name: 'terminal-with-another-id',
    area,
    symptom: 'the terminal response has another id than the created one',
    seenIn: 'github-copilot, recorded by vercel/ai',
    caughtBy: ['STREAM-ID-CONST'],
    collateral: 40,
    change: breaking('another response id at the end'),
  },
  {
    name: 'error-is-the-last-event',
    area,
    symptom: 'an error event ends the stream, response.failed never comes',
    caughtBy: ['ERR-STREAM-FAILED'],
    collateral: 12,
    change: breaking('error without response.failed'),
  },
  {
    name: 'error-event-without-message',
    area,
    symptom: 'error events have no message',
    caughtBy: ['STREAM-ERR-SHAPE'],
    change: breaking('error without a message'),
  },
  {
    name: 'error-event-no-sequence',
    area,
    symptom: 'error and response.failed have no sequence_number',
    seenIn: 'diegosouzapw/OmniRoute#13964',
    caughtBy: ['STREAM-SEQ-PRESENT'],
    change: alteringEvents(/^(error|response\.failed)$/, (event) => without(event, 'sequence_number')),
  },
  {
    name: 'error-event-sequence-constant',
    area,
    symptom: 'the error event always has the sequence_number 1',
    seenIn: 'BerriAI/litellm#32579',
    caughtBy: ['STREAM-SEQ-MONOTONE'],
    change: alteringEvents(/^error$/, (event) => ({ ...event, sequence_number: 1 })),
  },
  {
    name: 'sequence-starts-at-one',
    area,
    symptom: 'sequence_number begins at 1',
    caughtBy: ['STREAM-SEQ-DENSE'],
    level: 'SHOULD',
    change: breaking('numbers begin at 1'),
  },
];
