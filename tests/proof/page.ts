import { brokenGates, collateralOf, type Proof, withoutKiller } from './gates.js';

/** The figures of a proof, one line each. */
export function figures(proof: Proof): readonly string[] {
  const { rules, outcomes, oddities, seenReal } = proof;
  const caught = outcomes.filter(({ caughtBy }) => caughtBy.length > 0);
  const exactly = outcomes.filter(({ missedBy, caughtBy }) => caughtBy.length > 0 && missedBy.length === 0);
  const red = oddities.filter(({ blamed }) => blamed.length > 0);
  return [
    `defects: ${outcomes.length}, caught ${caught.length}, by every expected rule ${exactly.length}, unrelated rules set off ${collateralOf(proof)}`,
    `rules: ${rules.length}, with a defect that makes them fail ${rules.length - withoutKiller(proof).length}, judged on real traffic ${seenReal.length}`,
    `oddities: ${oddities.length}, red ${red.length}`,
  ];
}

/** `docs/proof.md`. */
export function proofPage(proof: Proof): string {
  const rows = proof.defects.map((defect) => {
    const outcome = proof.outcomes.find(({ name }) => name === defect.name);
    const source = defect.seenIn === undefined ? '' : ` (${defect.seenIn})`;
    const collateral =
      outcome === undefined || outcome.collateral.length === 0 ? '' : String(outcome.collateral.length);
    return `| ${defect.name} | ${cell(defect.symptom)}${source} | ${(outcome?.caughtBy ?? []).join(' ')} | ${collateral} |`;
  });
  const odd = proof.oddities.map(({ oddity }) => `| ${oddity.name} | ${cell(oddity.permitted)} |`);
  return [
    '# How the suite proves itself',
    '',
    '<!-- Made by `npm run proof`. -->',
    '',
    'A certifier is believed if it can show that it catches what it claims, and nothing else. The whole suite runs, in',
    'process and on a turned clock, against the reference server with one named change at a time: a defect that has to be',
    'caught under the expected rule ids, or an oddity that the contract permits and that no rule may blame.',
    '',
    ...figures(proof).map((line) => `- ${line}`),
    '',
    'The gates: every defect is caught by every rule that names it, every rule catches at least one defect, no two rules',
    'are told apart by no defect, unrelated rules stay quiet, and no oddity turns red.',
    '',
    '## Defective servers',
    '',
    '| name | what is wrong | caught by | unrelated |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    '## Permitted oddities',
    '',
    '| name | what is unusual |',
    '| --- | --- |',
    ...odd,
    '',
    ...(brokenGates(proof).length === 0
      ? []
      : ['## Broken gates', '', ...brokenGates(proof).map((line) => `- ${line}`), '']),
  ].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
