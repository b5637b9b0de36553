/** No text made for a pattern grows longer than this. */
const longest = 20_000;

class TooLong extends Error {}

/**
 * Makes a text that fits a regular expression: literals, classes, groups, alternatives, quantifiers, anchors. `least` is
 * how often something is written that may be left out. Null where the expression is broken or wants too long a text.
 * The text fits by the way it is made; looking around and back references are left to chance.
 */
export function textForPattern(pattern: string, variant: number, least: 0 | 1 = 1): string | null {
  const reader = new PatternReader(pattern, variant, least);
  try {
    const text = reader.alternatives();
    return reader.atEnd() ? text : null;
  } catch (problem) {
    if (problem instanceof TooLong) return null;
    throw problem;
  }
}

/**
 * The expression as a test of texts that others chose; null where it is broken or could take very long: patterns and
 * texts come with requests, and none may keep the server busy.
 */
export function harmlessExpression(pattern: string): RegExp | null {
  const bare = pattern.replace(/\\./gs, 'x').replace(/\[[^\]]*\]/g, 'x');
  const quantifiers = bare.match(/[*+]|\{\d+,\d*\}/g)?.length ?? 0;
  const repeatsGroup = /\)(?:[*+]|\{)/.test(bare);
  if (quantifiers > 3 || (repeatsGroup && (quantifiers > 1 || bare.includes('|'))) || pattern.length > 500)
    return null;
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return null;
  }
}

const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));
const preferred = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', ...printable];

const classes: { readonly [letter: string]: RegExp } = {
  d: /\d/,
  D: /\D/,
  w: /\w/,
  W: /\W/,
  s: /\s/,
  S: /\S/,
};

const controls: { readonly [letter: string]: string } = {
  n: '\n',
  r: '\r',
  t: '\t',
  f: '\f',
  v: '\v',
  '0': '\0',
};

/** Reads a pattern from left to right and writes the text as it goes. */
class PatternReader {
  private position = 0;
  private readonly pattern: string;
  private readonly variant: number;
  private readonly least: 0 | 1;
  private written = 0;

  constructor(pattern: string, variant: number, least: 0 | 1) {
    this.pattern = pattern;
    this.variant = variant;
    this.least = least;
  }

  atEnd(): boolean {
    return this.position >= this.pattern.length;
  }

  /** `a|b|c` up to the end or a closing parenthesis: one of them. */
  alternatives(): string {
    const texts = [this.sequence()];
    while (this.peek() === '|') {
      this.position += 1;
      texts.push(this.sequence());
    }
    return texts[this.variant % texts.length] ?? '';
  }

  private peek(): string | undefined {
    return this.pattern[this.position];
  }

  private sequence(): string {
    let text = '';
    while (!this.atEnd() && this.peek() !== '|' && this.peek() !== ')') {
      const start = this.position;
      let piece = this.atom();
      const times = this.quantifier();
      if (times !== 1) {
        piece = '';
        const end = this.position;
        for (let count = 0; count < times; count += 1) {
          this.position = start;
          piece += this.atom();
        }
        this.position = end;
      }
      text += piece;
    }
    return text;
  }

  private atom(): string {
    this.written += 1;
    if (this.written > longest) throw new TooLong();
    const sign = this.pattern[this.position] ?? '';
    this.position += 1;
    if (sign === '^' || sign === '$') return '';
    if (sign === '.') return 'x';
    if (sign === '[') return this.characterClass();
    if (sign === '(') return this.group();
    if (sign === '\\') return this.escape();
    return sign;
  }

  private group(): string {
    const special = /^\?(?::|<[A-Za-z_]\w*>|=|!|<=|<!)/.exec(
      this.pattern.slice(this.position, this.position + 80),
    )?.[0];
    if (special !== undefined) this.position += special.length;
    const text = this.alternatives();
    if (this.peek() === ')') this.position += 1;
    // What looks around writes nothing; whether the text fits is tested at the end.
    return special === '?=' || special === '?!' || special === '?<=' || special === '?<!' ? '' : text;
  }

  private escape(): string {
    const sign = this.pattern[this.position] ?? '';
    this.position += 1;
    if (sign === 'b' || sign === 'B') return '';
    const known = classes[sign];
    if (known !== undefined) return this.choose((letter) => known.test(letter));
    if (sign === 'u' || sign === 'x') return this.codePoint(sign === 'u' ? 4 : 2);
    if (sign === 'p' || sign === 'P') return this.property(sign);
    return controls[sign] ?? sign;
  }

  private codePoint(digits: number): string {
    const braced = /^\{([0-9a-fA-F]+)\}/.exec(this.pattern.slice(this.position));
    const code = braced?.[1] ?? this.pattern.slice(this.position, this.position + digits);
    this.position += braced?.[0].length ?? digits;
    const value = Number.parseInt(code, 16);
    return Number.isNaN(value) || value > 0x10ffff ? '' : String.fromCodePoint(value);
  }

  private property(sign: string): string {
    const braced = /^\{[^}]*\}/.exec(this.pattern.slice(this.position))?.[0] ?? '';
    this.position += braced.length;
    try {
      const known = new RegExp(`\\${sign}${braced}`, 'u');
      return this.choose((letter) => known.test(letter));
    } catch {
      return 'a';
    }
  }

  private characterClass(): string {
    const start = this.position - 1;
    if (this.peek() === '^') this.position += 1;
    if (this.peek() === ']') this.position += 1;
    while (!this.atEnd() && this.peek() !== ']') this.position += this.peek() === '\\' ? 2 : 1;
    this.position += 1;
    try {
      const known = new RegExp(this.pattern.slice(start, this.position), 'u');
      return this.choose((letter) => known.test(letter));
    } catch {
      return '';
    }
  }

  private choose(fits: (letter: string) => boolean): string {
    const letters = preferred.filter(fits);
    return letters[this.variant % Math.max(1, Math.min(letters.length, 26))] ?? letters[0] ?? '';
  }

  /** How often the atom before it is to be written: the least allowed, but `least` where none is allowed too. */
  private quantifier(): number {
    const found = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(
      this.pattern.slice(this.position, this.position + 24),
    );
    if (found === null) return 1;
    this.position += found[0].length;
    if (found[1] !== undefined) return found[1] === '+' ? 1 : this.least;
    const least = Number(found[2]);
    const most = found[3] === '' ? least : found[4] === '' ? Number.POSITIVE_INFINITY : Number(found[4]);
    return Math.min(Math.max(least, this.least), most);
  }
}
