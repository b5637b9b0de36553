// Proposes the requirement sets of a contract: the rules that a server with nothing but a profile's capabilities can be
// judged by. Run once when a contract is dated; afterwards the sets are frozen, and a test keeps them so.
// Usage: node scripts/requirement-sets.mjs 2026-11
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load } from './load.mjs';

const [contract] = process.argv.slice(2);
if (contract === undefined) {
  console.error('Say which contract: node scripts/requirement-sets.mjs 2026-11');
  process.exit(2);
}

const { proveProfile } = await load('tests/reports/profile-run.ts');
const { profileCapabilities, profiles } = await load('reports/certificate/requirement-set.ts');
const { dialectNames } = await load('schemas/dialect.ts');
const { dialect: dialectData } = await load('schemas/dialects.ts');

const folder = fileURLToPath(new URL(`../schemas/requirements/${contract}/`, import.meta.url));
mkdirSync(folder, { recursive: true });
for (const dialect of dialectNames) {
  const known = dialectData(dialect).wire.capabilities;
  const sets = {};
  for (const profile of profiles) {
    if (!profileCapabilities[profile].every((name) => known.includes(name))) continue;
    const results = await proveProfile(dialect, profile);
    const rules = results.rules
      .filter(({ level, basis, status }) => level === 'MUST' && basis !== 'inferred' && status === 'pass')
      .map(({ id }) => id);
    sets[profile] = profile === 'core' ? rules : rules.filter((id) => !sets.core.includes(id));
    console.log(`${dialect} ${profile}: ${sets[profile].length} rules`);
  }
  writeFileSync(`${folder}${dialect}.json`, `${JSON.stringify(sets, null, 2)}\n`);
}
