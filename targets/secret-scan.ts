import { fragmentMark, isTellingFragment, redactionMark, type SecretForm } from './secrets.js';

/** A stretch of text that is secret and what is written in its place. */
export interface SecretSpan {
  readonly start: number;
  readonly end: number;
  readonly mark: string;
  /** Whether it is a whole secret, not a fragment of one. */
  readonly whole: boolean;
}

export interface ScanResult {
  /** In order, not overlapping. */
  readonly spans: readonly SecretSpan[];
  /** Where a stretch begins that reaches the end of the text and might become secret with what follows. */
  readonly openFrom: number | null;
}

/** Finds secrets in text. */
export interface SecretScanner {
  /** Looks for secrets that end behind `from`; what lies in front of it was looked at before. */
  readonly find: (text: string, from?: number) => ScanResult;
  /** Length of the longest spelling: as much has to be remembered of text that arrives in pieces. */
  readonly longest: number;
  /** A stretch at the end shorter than this is not reported as open, although it may be the start of a secret. */
  readonly blind: number;
}

const gram = 4;
const bloomSize = 1 << 16;

interface Place {
  readonly form: SecretForm;
  readonly offset: number;
}

interface Run extends SecretSpan {
  readonly form: SecretForm;
  readonly atFormStart: boolean;
}

const nothing: ScanResult = { spans: [], openFrom: null };

/**
 * Compiles spellings for searching. Text is probed at every n-th place for four characters of a spelling, n being so
 * small that no secret stretch fits between two probes; only where a probe hits is the text compared.
 */
export function secretScanner(forms: readonly SecretForm[]): SecretScanner {
  const usable = forms.filter((form) => form.text.length >= gram);
  if (usable.length === 0) return { find: () => nothing, longest: 0, blind: 0 };
  const shortest = Math.min(...usable.map((form) => form.shortest));
  const stride = Math.max(1, shortest - gram + 1);
  const bloom = new Uint8Array(bloomSize);
  const places = new Map<string, Place[]>();
  for (const form of usable) {
    for (let offset = 0; offset + gram <= form.text.length; offset += 1) {
      const key = form.text.slice(offset, offset + gram);
      bloom[hash(form.text, offset)] = 1;
      places.set(key, [...(places.get(key) ?? []), { form, offset }]);
    }
  }

  const runsAt = (text: string, at: number): readonly Run[] =>
    (places.get(text.slice(at, at + gram)) ?? []).map((place) => extend(text, at, place));

  const find = (text: string, from = 0): ScanResult => {
    const runs: Run[] = [];
    let openFrom: number | null = null;
    for (let at = Math.max(0, from - stride - gram + 2); at + gram <= text.length; at += stride) {
      if (bloom[hash(text, at)] === 0) continue;
      for (const run of runsAt(text, at)) {
        if (isSecret(text, run)) runs.push(run);
        if (run.end === text.length && !run.whole && mayGrow(run)) {
          openFrom = Math.min(openFrom ?? run.start, run.start);
        }
      }
    }
    return runs.length === 0 && openFrom === null ? nothing : { spans: merged(runs), openFrom };
  };
  return { find, longest: Math.max(...usable.map((form) => form.text.length)), blind: stride + gram - 1 };
}

function hash(text: string, at: number): number {
  const mixed =
    text.charCodeAt(at) +
    text.charCodeAt(at + 1) * 31 +
    text.charCodeAt(at + 2) * 961 +
    text.charCodeAt(at + 3) * 29791;
  return mixed & (bloomSize - 1);
}

/** The longest stretch around the probe that equals a stretch of the spelling. */
function extend(text: string, at: number, { form, offset }: Place): Run {
  let left = 0;
  while (
    left < offset &&
    left < at &&
    text.charCodeAt(at - left - 1) === form.text.charCodeAt(offset - left - 1)
  ) {
    left += 1;
  }
  let right = gram;
  while (
    offset + right < form.text.length &&
    at + right < text.length &&
    text.charCodeAt(at + right) === form.text.charCodeAt(offset + right)
  ) {
    right += 1;
  }
  const whole = left + right === form.text.length;
  return {
    start: at - left,
    end: at + right,
    form,
    whole,
    atFormStart: left === offset,
    mark: whole ? redactionMark(form.name) : fragmentMark(form.name),
  };
}

function isSecret(text: string, run: Run): boolean {
  if (run.whole) return true;
  return run.end - run.start >= run.form.shortest && isTellingFragment(text.slice(run.start, run.end));
}

// Where only the whole spelling counts, a stretch must begin as the spelling begins.
function mayGrow(run: Run): boolean {
  return run.form.shortest < run.form.text.length || run.atFormStart;
}

/** Overlapping stretches as one; a whole secret's mark wins over a fragment's. */
function merged(runs: readonly Run[]): readonly SecretSpan[] {
  const sorted = [...runs].sort((left, right) => left.start - right.start || right.end - left.end);
  const spans: { start: number; end: number; mark: string; whole: boolean }[] = [];
  for (const { start, end, mark, whole } of sorted) {
    const last = spans.at(-1);
    if (last === undefined || start >= last.end) {
      spans.push({ start, end, mark, whole });
      continue;
    }
    last.end = Math.max(last.end, end);
    if (whole && !last.whole) {
      last.mark = mark;
      last.whole = true;
    }
  }
  return spans;
}

/** The text with each span replaced by its mark. */
export function withoutSpans(text: string, spans: readonly SecretSpan[]): string {
  let out = '';
  let at = 0;
  for (const { start, end, mark } of spans) {
    out += text.slice(at, start) + mark;
    at = end;
  }
  return out + text.slice(at);
}
