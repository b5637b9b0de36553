import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { FindingResult, Results, RuleResult } from '../suites/engine/results.js';
import { detailLines, placeText, sourceText, timesText } from './finding-text.js';
import { inert } from './inert-text.js';
import { documentationUrl } from './rule-documentation.js';

const levels = { MUST: 'error', SHOULD: 'warning', MAY: 'note' } as const;

/** A SARIF 2.1.0 log: every rule with its documentation as help, every finding with its place in the transcript. */
export function sarifLog(results: Results): Log {
  const { rules, suite, target, run } = results;
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: suite.name,
            semanticVersion: suite.version,
            informationUri: 'https://www.npmjs.com/package/responses-conformance',
            rules: rules.map(descriptor),
          },
        },
        automationDetails: { id: `${target.name}/${suite.contract}/${target.dialect}` },
        invocations: [
          {
            executionSuccessful: (results.faults ?? []).length === 0,
            startTimeUtc: run.startedAt,
            endTimeUtc: run.finishedAt,
          },
        ],
        results: rules.flatMap((rule, ruleIndex) =>
          rule.findings.map((finding) => result(rule, ruleIndex, finding)),
        ),
      },
    ],
  };
}

function descriptor(rule: RuleResult): ReportingDescriptor {
  const source = sourceText(rule);
  const text = [rule.title, source, rule.why, rule.fix].filter((part) => part !== undefined && part !== '');
  return {
    id: rule.id,
    shortDescription: { text: rule.title },
    fullDescription: { text: source === '' ? rule.title : `${rule.title}. ${source}` },
    helpUri: documentationUrl(rule.id),
    help: {
      text: text.join('\n'),
      markdown: [
        `**${rule.level}** ${rule.title}`,
        source,
        rule.why === undefined ? '' : `**Why:** ${rule.why}`,
        rule.fix === undefined ? '' : `**Fix:** ${rule.fix}`,
      ]
        .filter((part) => part !== '')
        .join('\n\n'),
    },
    defaultConfiguration: { level: levels[rule.level] },
    properties: { tags: [rule.area, rule.level, rule.basis] },
  };
}

function result(rule: RuleResult, ruleIndex: number, finding: FindingResult): Result {
  const lines = [finding.message, ...detailLines(finding), `Seen ${timesText(finding.count)}.`];
  const place = placeText(finding);
  return {
    ruleId: rule.id,
    ruleIndex,
    level: levels[rule.level],
    message: { text: inert(lines.join('\n')) },
    occurrenceCount: finding.count,
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: 'transcript.ndjson' } },
        logicalLocations: [{ fullyQualifiedName: inert(place), kind: 'member' }],
      },
    ],
    partialFingerprints: {
      'ruleAndPlace/v1': `${rule.id} ${finding.pointer.replace(/\/\d+(?=\/|$)/g, '/*')}`,
    },
    suppressions: suppressions(finding),
  };
}

// An empty list says "looked at and not suppressed"; viewers hide what has an entry.
function suppressions(finding: FindingResult): NonNullable<Result['suppressions']> {
  if (finding.known) return [{ kind: 'external', justification: 'known to the baseline' }];
  if (finding.tolerated)
    return [
      { kind: 'external', justification: finding.tolerance ?? 'a tolerated deviation of this dialect' },
    ];
  return [];
}
