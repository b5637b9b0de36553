import { cases } from './case.js';
import { functionCall, message, reasoned } from './output.js';
import { edits, having, within } from './stream-edits.js';
import { delta, done } from './streamed-samples.js';
import { eventsOf, readAgain, streamed } from './streams.js';
import { usageOf } from './traffic.js';

const asked = { model: 'm', input: 'Hi.' };
const hello = [message('Hello there.')];
const call = [functionCall('look', '{}')];
const unpadded = having(delta, { obfuscation: undefined });
const september2025 = 1_756_684_800;
const madeAt = (created: number) => ({
  status: 'incomplete',
  response: { created_at: created, completed_at: null },
});
const cut = [message('Hello there.', { status: 'incomplete' })];
const usage = usageOf(8, 9, 4);
const other = { response: { id: 'resp_2' } };

export const paddingCases = cases(
  {
    name: 'deltas are padded that should not be, and other events as well',
    exchanges: [
      streamed(
        { ...asked, stream_options: { include_obfuscation: false } },
        [...hello, functionCall('look', '{}')],
        having(done, { obfuscation: null }),
      ),
    ],
    blamed: { 'STREAM-OBFUSC-OFF': '/events/4/obfuscation' },
  },
  {
    name: 'deltas are not padded, as it was asked for',
    exchanges: [streamed({ ...asked, stream_options: { include_obfuscation: false } }, hello, unpadded)],
    passed: ['STREAM-OBFUSC-OFF'],
    notFor: ['STREAM-OBFUSC-DEFAULT'],
  },
  {
    name: 'deltas are not padded although padding was asked for',
    exchanges: [streamed({ ...asked, stream_options: { include_obfuscation: true } }, hello, unpadded)],
    blamed: { 'STREAM-OBFUSC-DEFAULT': '/events/4/obfuscation' },
    notFor: ['STREAM-OBFUSC-OFF'],
  },
  {
    name: 'deltas of arguments need no padding',
    exchanges: [
      streamed(asked, call, having('response.function_call_arguments.delta', { obfuscation: undefined })),
    ],
    notFor: ['STREAM-OBFUSC-DEFAULT', 'STREAM-OBFUSC-OFF'],
  },
  {
    name: 'nobody padded deltas before September 2025',
    exchanges: [streamed(asked, cut, unpadded, madeAt(september2025 - 1))],
    notFor: ['STREAM-OBFUSC-DEFAULT'],
  },
  {
    name: 'deltas of the first second of September 2025 are padded',
    exchanges: [streamed(asked, cut, unpadded, madeAt(september2025))],
    blamed: { 'STREAM-OBFUSC-DEFAULT': '/events/4/obfuscation' },
  },
  {
    name: 'the first event of a stream says when the response was made, whatever later ones say',
    exchanges: [
      streamed(
        asked,
        cut,
        edits(unpadded, within('response.in_progress', 'response', { created_at: 1_790_000_000 })),
        madeAt(september2025 - 1),
      ),
    ],
    blamed: {},
    notFor: ['STREAM-OBFUSC-DEFAULT'],
  },
  {
    name: 'a stream that is resumed among its deltas is padded, or not',
    exchanges: [
      readAgain(
        'resp_1',
        [
          ['stream', 'true'],
          ['starting_after', '3'],
        ],
        eventsOf(asked, hello).slice(4),
      ),
      readAgain(
        'resp_2',
        [
          ['stream', 'true'],
          ['starting_after', '3'],
        ],
        unpadded(eventsOf(asked, hello, other)).slice(4),
      ),
    ],
    blamed: { 'STREAM-OBFUSC-DEFAULT': '/events/0/obfuscation' },
  },
  {
    name: 'a stream that is read again turns the padding off in its query',
    exchanges: [
      readAgain(
        'resp_1',
        [
          ['stream', 'true'],
          ['include_obfuscation', 'false'],
        ],
        eventsOf(asked, hello),
      ),
      readAgain(
        'resp_2',
        [
          ['stream', 'true'],
          ['include_obfuscation', 'true'],
        ],
        eventsOf(asked, hello, other),
      ),
    ],
    blamed: { 'STREAM-OBFUSC-OFF': '/events/4/obfuscation' },
  },
  {
    name: 'of a request that nobody kept it is not known whether it turned the padding off',
    exchanges: [
      streamed(asked, hello, unpadded, {
        exchange: { request: { ...streamed(asked, []).request, recorded: false } },
      }),
    ],
    notFor: ['STREAM-OBFUSC-DEFAULT', 'STREAM-OBFUSC-OFF'],
  },
  {
    name: 'Open Responses has no padding, but a member that turns it off',
    exchanges: [
      streamed(asked, hello, undefined, { dialect: 'open-responses' }),
      streamed(
        { ...asked, stream_options: { include_obfuscation: false } },
        [message('Hello there.', { id: 'msg_2' })],
        having(delta, { obfuscation: 'xx' }),
        { dialect: 'open-responses', ...other },
      ),
    ],
    blamed: { 'STREAM-OBFUSC-OFF': '/events/4/obfuscation' },
  },
  {
    name: 'deltas of reasoning need no padding',
    exchanges: [
      streamed(
        asked,
        [reasoned('I think.'), ...hello],
        edits(
          having('response.reasoning_text.delta', { obfuscation: undefined }),
          within('response.completed', 'response', { usage }),
        ),
      ),
    ],
    passed: ['STREAM-OBFUSC-DEFAULT'],
  },
);
