import { dialectNames } from '../../schemas/dialect.js';
import type { RuleStatus } from '../../suites/engine/results.js';
import type { Exchange } from '../../targets/exchange.js';
import type { Target } from '../../targets/target.js';
import { defects } from '../defects/index.js';
import { oddities } from '../oddities/index.js';
import { defectSubject, oddSubject, saidBy } from '../proof/matrix.js';
import { prove, type Subject, targetOf } from '../proof/subject.js';

/** What one run of the suite has seen, and what its rules made of it: rules are judged on it again, mutated. */
export interface Evidence {
  readonly name: string;
  readonly kind: 'reference' | 'defect' | 'oddity';
  /** Rules that have to name the defect; none otherwise. */
  readonly caughtBy: readonly string[];
  readonly target: Target;
  readonly exchanges: readonly Exchange[];
  readonly statuses: { readonly [rule: string]: RuleStatus };
  /** What the rules that have to name the defect say of it. */
  readonly said: { readonly [rule: string]: string };
}

type Planned = Pick<Evidence, 'name' | 'kind' | 'caughtBy'> & { readonly subject: Subject };

/** Every server of the proof: the reference server in each dialect, the defective ones, and the odd ones. */
export const subjects: readonly Planned[] = [
  ...dialectNames.map(
    (dialect): Planned => ({
      name: dialect,
      kind: 'reference',
      caughtBy: [],
      subject: { dialect, changes: [] },
    }),
  ),
  ...defects.map(
    (defect): Planned => ({
      name: defect.name,
      kind: 'defect',
      caughtBy: defect.caughtBy,
      subject: defectSubject(defect),
    }),
  ),
  ...oddities.map(
    (oddity): Planned => ({ name: oddity.name, kind: 'oddity', caughtBy: [], subject: oddSubject(oddity) }),
  ),
];

/** Runs the whole suite against one server of the proof and keeps what it saw. */
export async function gather({ name, kind, caughtBy, subject }: Planned): Promise<Evidence> {
  const exchanges: Exchange[] = [];
  const results = await prove(subject, { onExchange: (exchange) => void exchanges.push(exchange) });
  return {
    name,
    kind,
    caughtBy,
    target: targetOf(subject, results.target.baseUrl),
    exchanges,
    said: Object.fromEntries(
      results.rules
        .filter(({ id }) => caughtBy.includes(id))
        .map(({ id, findings }) => [id, saidBy(findings)]),
    ),
    statuses: Object.fromEntries(results.rules.map(({ id, status }) => [id, status])),
  };
}
