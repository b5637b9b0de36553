import type { Rule } from '../suites/engine/rule.js';
import { seenReal } from '../suites/seen-real.js';
import { markdownBlock, markdownTable, markdownText } from './markdown.js';

/** What a conforming and a defective answer look like; taken from runs, not made up. */
export interface RuleExample {
  /** Lines of the reference server's answer. */
  readonly passing: readonly string[];
  /** What the defective server of our own tests does wrong. */
  readonly symptom: string;
  /** Lines of its answer, the place marked. */
  readonly failing: readonly string[];
  readonly message: string;
  /** Where the defect was seen in a real server. */
  readonly seenIn: string | null;
}

/** The documentation page of a rule; an example comes last, so that the rest can be compared without one. */
export function rulePage(rule: Rule, example: RuleExample | null): string {
  const levels = Object.entries(rule.levels ?? {}).map(([dialect, level]) => `${level} in ${dialect}`);
  const { source } = rule;
  return [
    `# ${rule.id}`,
    '',
    `> ${markdownText(rule.title)}`,
    '',
    ...markdownTable(
      ['', ''],
      [
        ['level', [rule.level, ...levels].join(', ')],
        ['basis', `${rule.basis}: ${basisMeaning[rule.basis]}`],
        ['area', rule.area],
        ['dialects', (rule.dialects ?? ['all']).join(', ')],
        ['needs', rule.needs.length === 0 ? 'nothing beyond the core' : rule.needs.join(', ')],
        ['judged on real traffic', seenReal.has(rule.id) ? 'yes' : 'not yet'],
        ['source', markdownText(`${source.dialect}, ${source.section}: ${source.note}`)],
        ...(rule.wire === true
          ? [['judges', 'framing, headers or timing: recorded traffic must be original']]
          : []),
      ],
    ),
    '',
    '## Why it matters',
    '',
    markdownText(rule.why),
    '',
    '## How to fix it',
    '',
    markdownText(rule.fix),
    '',
    '## See it',
    '',
    markdownBlock([`responses-conformance run --base-url URL --model NAME --rule ${rule.id}`], 'sh'),
    ...(example === null ? [] : exampleSection(example)),
    '',
  ].join('\n');
}

const basisMeaning: { readonly [basis in Rule['basis']]: string } = {
  schema: 'a published schema says so',
  prose: 'a published text says so',
  example: 'published examples show it',
  observed: 'the real services do it',
  inferred: 'it follows from what is published',
};

function exampleSection({ passing, failing, symptom, message, seenIn }: RuleExample): readonly string[] {
  return [
    ...(passing.length === 0 ? [] : ['', '## Passes', '', markdownBlock(passing)]),
    '',
    '## Fails',
    '',
    markdownText(symptom + (seenIn === null ? '' : ` (seen in ${seenIn})`)),
    '',
    markdownBlock(failing),
    '',
    `The finding: ${markdownText(message)}`,
  ];
}

/** Where the examples of a page begin. */
const examplesBegin = /^## (Passes|Fails)$/m;

/** The examples of a page that was written before, as they stand there; empty where it has none. */
export function examplesOf(page: string): string {
  const at = examplesBegin.exec(page)?.index;
  return at === undefined ? '' : `\n${page.slice(at)}`;
}

/** The index of all rule pages, area by area, with what is left out and why. */
export function ruleIndex(
  rules: readonly Rule[],
  excluded: readonly { readonly id: string; readonly reason: string }[],
): string {
  const areas = [...new Set(rules.map(({ area }) => area))];
  const musts = rules.filter(({ level }) => level === 'MUST').length;
  return [
    '# Rules',
    '',
    `${rules.length} rules, ${musts} of them MUST. Each has a page of its own; \`responses-conformance rules ID\` says the same.`,
    ...areas.flatMap((area) => {
      const rows = rules
        .filter((rule) => rule.area === area)
        .map((rule) => [`[${rule.id}](${rule.id}.md)`, rule.level, rule.basis, markdownText(rule.title)]);
      return ['', `## ${area}`, '', ...markdownTable(['rule', 'level', 'basis', 'sentence'], rows)];
    }),
    ...(excluded.length === 0
      ? []
      : [
          '',
          '## Not judged',
          '',
          ...markdownTable(
            ['rule', 'reason'],
            excluded.map(({ id, reason }) => [id, markdownText(reason)]),
          ),
        ]),
    '',
  ].join('\n');
}
