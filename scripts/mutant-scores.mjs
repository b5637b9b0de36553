// What a run of mutants is worth: the table of docs/mutants.md, and tests/mutants/survivors.txt.

/** The survivors, each under the reason that it may survive for, and those first that nobody has looked at. */
export function survivorsText(report, reviewed) {
  const sections = new Map([['not reviewed', []], ...reviewed.map(({ reason }) => [reason, []])]);
  for (const { name, line, change } of survivorsOf(report)) {
    const known = reviewed.find(({ mutants }) => mutants.includes(`${name}: ${change}`));
    sections.get(known?.reason ?? 'not reviewed').push(`${name}:${line} ${change}`);
  }
  return [...sections]
    .filter(([, lines]) => lines.length > 0)
    .map(([reason, lines]) => `# ${reason} (${lines.length})\n\n${lines.join('\n')}\n`)
    .join('\n');
}

/** Each survivor: its file, its line, and what was made of what. */
export function survivorsOf({ files }) {
  return Object.entries(files)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([name, { source, mutants }]) => {
      const text = source.split('\n');
      return mutants
        .filter((mutant) => outcomeOf(mutant) === 'survived')
        .toSorted((left, right) => left.location.start.line - right.location.start.line)
        .map(({ location: { start, end }, replacement }) => {
          const line = text[start.line - 1] ?? '';
          const was = line.slice(start.column - 1, start.line === end.line ? end.column - 1 : undefined);
          return { name, line: start.line, change: `${oneLine(was)} → ${oneLine(replacement ?? '')}` };
        });
    });
}

/** What a mutant counts as; ignored ones and those of declarations count as nothing. */
function outcomeOf({ status }) {
  if (status === 'Killed' || status === 'Timeout') return 'caught';
  return status === 'Survived' || status === 'NoCoverage' ? 'survived' : null;
}

function oneLine(text) {
  return text.trim().replaceAll(/\s+/g, ' ').slice(0, 90);
}

/** The page with a table of what was caught, place by place, in place of the one that it has. */
export function withScores(page, { files }) {
  const places = new Map();
  for (const [name, { mutants }] of Object.entries(files)) {
    const counts = places.get(placeOf(name)) ?? { caught: 0, survived: 0 };
    for (const mutant of mutants) {
      const outcome = outcomeOf(mutant);
      if (outcome !== null) counts[outcome] += 1;
    }
    places.set(placeOf(name), counts);
  }
  const rows = [...places].toSorted(([left], [right]) => (left < right ? -1 : 1));
  const table = [
    '| place | mutants | caught | score |',
    '| --- | --- | --- | --- |',
    ...rows.map(([name, counts]) => row(name, counts)),
    row('**all**', {
      caught: rows.reduce((sum, [, { caught }]) => sum + caught, 0),
      survived: rows.reduce((sum, [, { survived }]) => sum + survived, 0),
    }),
  ].join('\n');
  return page.replace(/(<!-- scores -->)[\s\S]*?(<!-- end -->)/, `$1\n\n${table}\n\n$2`);
}

function placeOf(name) {
  const [top, folder] = name.split('/');
  if (top === 'generators') return `generators, ${folder}`;
  return name.startsWith('suites/streaming/automaton') ? 'streaming, automaton' : folder;
}

function row(name, { caught, survived }) {
  const score = (100 * caught) / Math.max(1, caught + survived);
  return `| ${name} | ${caught + survived} | ${caught} | ${score.toFixed(1)} % |`;
}
