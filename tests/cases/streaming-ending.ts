import { cases } from './case.js';
import { message, reasoned } from './output.js';
import { andThen, edits, endingWith, within } from './stream-edits.js';
import { eventsOf, framed, framesOf, readAgain, streamed } from './streams.js';
import { answeredSo, soundResponse, usageOf } from './traffic.js';

const asked = { model: 'm', input: 'Hi.' };
const hello = [message('Hello there.')];
const other = { response: { id: 'resp_2' } };
const third = { response: { id: 'resp_3' } };
const afterADelta = endingWith('response.output_text.delta');
const doneLine = { event: null, data: '[DONE]' };
const thought = (place = 1) => [
  reasoned('I think.', { id: `rs_${place}`, summary: [{ type: 'summary_text', text: 'Thinking.' }] }),
  message('Hello there.', { id: `msg_${place}` }),
];
const usage = usageOf(8, 9, 4);
const thinking = (place: number, changes = {}) => ({ response: { id: `resp_${place}`, ...changes } });
const counted = within('response.completed', 'response', { usage });
const inBackground = { ...asked, background: true, store: true };
const open = [['stream', 'true']] as const;

const { body: _, ...unrecorded } = { ...streamed(asked, []).request, recorded: false };

export const streamEndingCases = cases(
  {
    name: 'streams end after different events, and one without any',
    exchanges: [
      streamed(asked, hello, afterADelta),
      streamed(asked, hello, endingWith('response.in_progress'), other),
      streamed(asked, hello, () => []),
      framed(streamed(asked, hello, afterADelta, third), [doneLine]),
    ],
    blamed: { 'STREAM-ONE-TERMINAL': '/events/4' },
  },
  {
    name: 'the stream of a response that somebody cancelled says so in an event of its own',
    exchanges: [
      streamed(
        asked,
        hello,
        edits(
          afterADelta,
          andThen({
            type: 'response.cancelled',
            response: soundResponse(asked, [], { status: 'cancelled' }),
          }),
        ),
      ),
    ],
    notFor: ['STREAM-ONE-TERMINAL'],
  },
  {
    name: 'the stream of a response in the background just ends, for it may have been cancelled',
    exchanges: [
      streamed(inBackground, hello, afterADelta, { response: { background: true } }),
      readAgain('resp_1', open, afterADelta(eventsOf(asked, hello))),
    ],
    notFor: ['STREAM-ONE-TERMINAL'],
  },
  {
    name: 'the stream of a response in the background just ends, and nobody has cancelled it',
    exchanges: [
      streamed(inBackground, hello, afterADelta, {
        response: { background: true },
        intent: { notes: { cancelled: false } },
      }),
    ],
    blamed: { 'STREAM-ONE-TERMINAL': '/events/4' },
  },
  {
    name: 'nobody kept the request, or it says nothing: the response says that it is made in the background',
    exchanges: [
      streamed(asked, hello, afterADelta, {
        response: { background: true },
        exchange: { fidelity: 'events-only', request: unrecorded },
      }),
      streamed(asked, hello, afterADelta, { response: { id: 'resp_2', background: true } }),
    ],
    blamed: { 'REQ-DEFAULTS': '/events/0/response/background' },
    notFor: ['STREAM-ONE-TERMINAL'],
  },
  {
    name: 'a stream that the suite gave up is not asked for its end, nor for [DONE]',
    exchanges: (['disconnected-by-us', 'too-large', 'total-timeout'] as const).map((ending, place) =>
      answeredSo(
        framed(
          streamed(asked, hello, afterADelta, {
            dialect: 'open-responses',
            response: { id: `resp_${place}` },
          }),
          framesOf(
            streamed(asked, hello, afterADelta, {
              dialect: 'open-responses',
              response: { id: `resp_${place}` },
            }),
          ).slice(0, -1),
        ),
        { ending },
      ),
    ),
    blamed: { 'HTTP-ANSWER-COMPLETE': '/body' },
    notFor: ['STREAM-ONE-TERMINAL', 'STREAM-DONE'],
  },
  {
    name: 'streams of Open Responses end without [DONE], after different events, and one without any',
    exchanges: [
      streamed(asked, hello, undefined, { dialect: 'open-responses' }),
      streamed(asked, [], undefined, { dialect: 'open-responses', ...other, status: 'failed' }),
      streamed(asked, hello, () => [], { dialect: 'open-responses' }),
    ].map((exchange) => framed(exchange, framesOf(exchange).slice(0, -1))),
    blamed: { 'STREAM-DONE': '/events/10', 'STREAM-ONE-TERMINAL': '' },
  },
  {
    name: 'nothing but [DONE] comes, or a keepalive event',
    exchanges: [
      framed(streamed(asked, hello), [doneLine]),
      streamed(asked, hello, () => [{ type: 'keepalive' }]),
    ],
    blamed: { 'STREAM-ONE-TERMINAL': '/events/0' },
  },
  {
    name: 'events of all kinds come after [DONE], an event of the end among them',
    exchanges: [
      framed(streamed(asked, hello), [
        ...framesOf(streamed(asked, hello)),
        doneLine,
        ...framesOf(streamed(asked, hello, (events) => [...events.slice(4, 5), ...events.slice(-1)])),
        { event: 'acme.trace', data: '{"type":"acme.trace"}' },
        { event: 'keepalive', data: '{"type":"keepalive","sequence_number":12}' },
        doneLine,
      ]),
    ],
    blamed: {
      'STREAM-DONE': '/events/12',
      'STREAM-SEQ-MONOTONE': '/events/12/sequence_number',
      'STREAM-ONE-TERMINAL': '/events/13',
      'STREAM-ITEM-CLOSE': '/events/12',
    },
  },
  {
    name: '[DONE] comes in place of the terminal event, and more behind it',
    exchanges: [
      framed(streamed(asked, hello), [
        ...framesOf(streamed(asked, hello)).slice(0, -1),
        doneLine,
        { event: 'keepalive', data: '{"type":"keepalive","sequence_number":10}' },
        { event: 'acme.trace', data: '{"type":"acme.trace"}' },
      ]),
    ],
    blamed: { 'STREAM-DONE': '/events/12', 'STREAM-ONE-TERMINAL': '/events/12' },
  },
  {
    name: 'a summary is streamed that was asked for under its old name',
    exchanges: [
      streamed({ ...asked, reasoning: { generate_summary: 'auto' } }, thought(), counted, thinking(1)),
      streamed(
        { ...asked, reasoning: { summary: null, generate_summary: 'auto' } },
        thought(2),
        counted,
        thinking(2),
      ),
    ],
    notFor: ['STREAM-SUMMARY-ASKED'],
  },
  {
    name: 'a summary is streamed although the request wants reasoning without one',
    exchanges: [
      streamed({ ...asked, reasoning: { effort: 'low' } }, thought(), counted, thinking(1)),
      streamed({ ...asked, reasoning: { summary: null } }, thought(2), counted, thinking(2)),
      streamed({ ...asked, reasoning: null }, thought(3), counted, thinking(3)),
    ],
    blamed: { 'STREAM-SUMMARY-ASKED': '/events/9' },
  },
  {
    name: 'reasoning is streamed without a summary, and none was asked for',
    exchanges: [streamed(asked, [reasoned('I think.'), ...hello], counted, thinking(1))],
    passed: ['STREAM-SUMMARY-ASKED'],
  },
  {
    name: 'a stream without reasoning says nothing of summaries',
    exchanges: [streamed(asked, hello)],
    notFor: ['STREAM-SUMMARY-ASKED'],
  },
  {
    name: 'a stream that is read again has a summary that was asked for, as far as it tells',
    exchanges: [
      readAgain('resp_1', open, eventsOf(asked, thought(), thinking(1, { reasoning: { summary: 'auto' } }))),
      readAgain('resp_2', open, eventsOf(asked, thought(2), thinking(2, { reasoning: undefined }))),
      readAgain('resp_3', [...open, ['starting_after', '1']], eventsOf(asked, thought(3)).slice(2, -1)),
    ],
    notFor: ['STREAM-SUMMARY-ASKED'],
  },
  {
    name: 'the first end of a stream that is read again says that no summary was asked for, the second that one was',
    exchanges: [
      readAgain('resp_1', open, [
        ...eventsOf(asked, thought(), thinking(1, { reasoning: { summary: null } })),
        ...eventsOf(asked, thought(), thinking(1, { reasoning: { summary: 'auto' } })).slice(-1),
      ]),
    ],
    blamed: {
      'STREAM-SEQ-MONOTONE': '/events/24/sequence_number',
      'STREAM-ONE-TERMINAL': '/events/24',
      'STREAM-SUMMARY-ASKED': '/events/9',
    },
  },
);
