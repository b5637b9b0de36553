/** One member that a documentation page lists, as it lists it. */
export interface PageField {
  readonly in: 'header' | 'request' | 'response';
  readonly name: string;
  /** Type as the page words it, without the list of kinds in parentheses. */
  readonly type: string;
  readonly nullable: boolean;
  readonly required: boolean;
  /** Kinds that the page lists in parentheses: tool types or item types. */
  readonly kinds: readonly string[];
  /** Values of an enumeration, as the page runs them together. */
  readonly values: string | null;
}

const types =
  'string|integer|number|boolean|enum|object|json_schema|OpenAI\\.[\\w.-]+?|AgentReference|AzureContentFilter\\w+?|ContentFilterResult|\\([a-z0-9_]+ \\|[^)]*\\)';
/** Name and type run together, alternatives and a mark behind them. */
const fieldLine = new RegExp(`^([a-z][a-z_-]*?)((?:${types})(?:\\[\\])?(?: \\| .*?)?)(required|optional)?$`);

/** The members that the page on creating a response lists: header, request body, response body, in its order. */
export function pageFields(text: string): readonly PageField[] {
  const fields: PageField[] = [];
  let part: PageField['in'] = 'header';
  let listed: readonly string[] = [];
  const lines = text.split('\n').map((line) => line.trim());
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('Request Body')) part = 'request';
    // The heading of the page reads the same as that of the answers; only the later one counts.
    else if (line === 'Responses' && part === 'request') part = 'response';
    const [, name, type = '', mark] = fieldLine.exec(line) ?? [];
    // Below a list of kinds the page explains each of them.
    if (name === undefined || (listed.includes(name) && type.startsWith('OpenAI.'))) continue;
    const kinds = (/\(([^)]*)\)/.exec(type)?.[1] ?? /^json_schema.*/.exec(type)?.[0])?.split(' | ') ?? [];
    listed = kinds;
    fields.push({
      in: part,
      name,
      type: type.replace(/\([^)]*\)/, '(…)').replace(/ \| null$/, ''),
      nullable: type.endsWith('| null'),
      required: mark === 'required',
      kinds,
      values: type.startsWith('enum') ? (valueLine(lines, index) ?? null) : null,
    });
  }
  return fields;
}

/** The line of values below an enumeration: it has neither spaces nor capitals. */
function valueLine(lines: readonly string[], index: number): string | undefined {
  return lines.slice(index + 1, index + 3).find((line) => /^[a-z0-9_.-]+$/.test(line));
}

/** The values that a page ran together, told apart by the values that are known; null where some are not known. */
export function segmented(line: string, known: readonly string[]): readonly string[] | null {
  if (line === '') return [];
  for (const value of known) {
    if (!line.startsWith(value)) continue;
    const rest = segmented(line.slice(value.length), known);
    if (rest !== null) return [value, ...rest];
  }
  return null;
}

/** What the page on retrieving a response says: its example, and the values it lists. */
export interface RetrievalPage {
  /** Members of the example, those of objects inside it as `parent/member`. */
  readonly example: readonly string[];
  readonly include: readonly string[];
  readonly apiVersions: readonly string[];
  /** Other lists of values, as the page has them, with commas. */
  readonly values: readonly string[];
  /** Ranges, as `lowest highest`. */
  readonly ranges: readonly string[];
}

/** Reads the page on retrieving a response. */
export function retrievalPage(text: string): RetrievalPage {
  const start = text.indexOf('{');
  const example: unknown = JSON.parse(text.slice(start, text.indexOf('}Retrieves') + 1));
  return {
    example: membersOf(example, ''),
    include:
      /([a-z_]+\.[a-z_.]+(?:, [a-z_.]+)+) The request has succeeded/.exec(text)?.[1]?.split(', ').sort() ??
      [],
    apiVersions: /^(\w+(?:, \w+)+) When true/m.exec(text)?.[1]?.split(', ') ?? [],
    values: ['completed, failed', 'none, auto', 'auto, disabled'].map((first) => longest(text, first)),
    ranges: [...text.matchAll(/(\d) <= x <= (\d)/g)].map(([, lowest, highest]) => `${lowest} ${highest}`),
  };
}

/** The longest list that begins so. */
function longest(text: string, first: string): string {
  const found = [...text.matchAll(new RegExp(`${first}(?:, \\w+)*`, 'g'))].map(([list]) => list);
  return found.toSorted((left, right) => right.length - left.length)[0] ?? '';
}

function membersOf(value: unknown, path: string): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    path + name,
    ...membersOf(inner, `${path}${name}/`),
  ]);
}
