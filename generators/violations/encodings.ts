import type { JsonObject } from '../../schemas/json.js';
import type { Violation } from '../../targets/exchange.js';

/** Bytes that are not the JSON object that they should be, and what is wrong with them. */
export interface EncodedViolation {
  readonly body: string | Uint8Array;
  /** Declared where it is not JSON. */
  readonly contentType?: string;
  readonly violation: Violation;
}

/** The body cut off in the middle of a text. */
export function truncated(plain: JsonObject): EncodedViolation {
  const text = JSON.stringify(plain);
  return encoded('malformed-json', 'a complete JSON document', text.slice(0, text.lastIndexOf('"')));
}

/** What every run sends: no JSON, JSON that is no object, bytes that are no text, and a wrong declaration. */
export function commonEncodings(plain: JsonObject): readonly EncodedViolation[] {
  const text = JSON.stringify(plain);
  return [
    encoded('malformed-json', 'a JSON object', ''),
    encoded(
      'malformed-json',
      'JSON: names and texts stand in double quotes',
      text.replaceAll("'", '').replaceAll('"', "'"),
    ),
    encoded('malformed-json', 'one JSON document with nothing behind it', `${text}}`),
    encoded('type', 'an object, not a list', `[${text}]`),
    encoded('type', 'an object, not a text', '"Hello"'),
    encoded('type', 'an object, not null', 'null'),
    // Decoders that replace what they cannot read are common and lose nothing that the caller could have meant.
    encoded('invalid-utf8', 'UTF-8', withBytes(text, [0xff, 0xfe]), 'SHOULD'),
    {
      body: text,
      contentType: 'text/plain',
      violation: {
        in: 'header',
        pointer: 'content-type',
        keyword: 'content-type',
        expectation: 'the body is to be declared as application/json',
        level: 'SHOULD',
      },
    },
  ];
}

/** How deep the arrays of a very deep body are nested. */
const depth = 20_000;

/** What is only sent to look deeper. Where JSON itself leaves open what happens, it only has to be answered. */
export function rareEncodings(plain: JsonObject): readonly EncodedViolation[] {
  const text = JSON.stringify(plain);
  const inside = (member: string) => `${text.slice(0, -1)},${member}}`;
  return [
    encoded('malformed-json', 'JSON without a comma in front of the end', `${text.slice(0, -1)},}`),
    encoded('malformed-json', 'JSON, which has no comments', `${text.slice(0, -1)}/* more */}`),
    encoded('malformed-json', 'JSON, not a form', 'model=reference&input=Hello'),
    encoded('type', 'an object, not a number', '42'),
    encoded('type', 'an object, not true', 'true'),
    // RFC 8259 lets parsers ignore the mark, take either of two equal names, and replace half a character.
    encoded('byte-order-mark', 'without a byte order mark', `\uFEFF${text}`, 'SHOULD'),
    encoded(
      'duplicate-keys',
      'an object whose names are unique',
      inside('"store":true,"store":false'),
      'SHOULD',
    ),
    encoded(
      'lone-surrogate',
      'text of whole characters',
      inside('"instructions":"half \\ud83d of it"'),
      'SHOULD',
    ),
    encoded('invalid-utf8', 'UTF-8', withBytes(text, [0xed, 0xa0, 0x80]), 'SHOULD'),
    encoded('invalid-utf8', 'UTF-8, not UTF-16', Buffer.from(text, 'utf16le'), 'SHOULD'),
    encoded('not-a-number', 'JSON, which has no NaN', inside('"temperature":NaN'), 'SHOULD'),
    encoded(
      'too-deep',
      'nested as deep as the schema',
      inside(`"metadata":${'['.repeat(depth)}${']'.repeat(depth)}`),
      'SHOULD',
    ),
  ];
}

/** Longest input that any dialect permits, in characters (contract section c). */
const longestInput = 10_485_760;

/** A body longer than any dialect permits. Only for targets that were asked about large values. */
export function oversized(plain: JsonObject): EncodedViolation {
  return encoded(
    'too-large',
    `an input of at most ${longestInput} characters`,
    JSON.stringify({ ...plain, input: 'x'.repeat(longestInput + 1) }),
    'SHOULD',
  );
}

/** A body whose encoding is at fault, as a request that was sent to be refused. */
export function encoded(
  keyword: string,
  expectation: string,
  body: string | Uint8Array,
  level: Violation['level'] = 'MUST',
): EncodedViolation {
  return {
    body,
    violation: {
      in: 'encoding',
      pointer: '',
      keyword,
      expectation: `the body is to be ${expectation}`,
      level,
    },
  };
}

// Into the last text of the body.
function withBytes(text: string, bytes: readonly number[]): Uint8Array {
  const at = text.lastIndexOf('"');
  const encoder = new TextEncoder();
  return new Uint8Array([...encoder.encode(text.slice(0, at)), ...bytes, ...encoder.encode(text.slice(at))]);
}
