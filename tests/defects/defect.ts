import type { DialectName } from '../../schemas/dialect.js';
import type { Area } from '../../suites/engine/area.js';
import type { Change } from '../../targets/reference/index.js';

/** One defective server: the reference server with one named change. */
export interface Defect {
  /** Kebab-case and unique; museum entries keep their slug. */
  readonly name: string;
  readonly area: Area;
  /** What the server does wrong, as one sentence. */
  readonly symptom: string;
  /** Where it was seen in a real server (repository#issue), where it was. */
  readonly seenIn?: string;
  /** Dialect in which it is shown; `openai` where absent. */
  readonly dialect?: DialectName;
  /** Rule ids that name it: each of them must fail or warn, at least one as a MUST. */
  readonly caughtBy: readonly string[];
  /** Whether a SHOULD rule is enough. Default: a MUST has to fail. */
  readonly level?: 'MUST' | 'SHOULD';
  /** How many other rules may be set off, where a defect is bound to have many symptoms; 8 where absent. */
  readonly collateral?: number;
  readonly change: Change;
}

/** A legal variation that no rule may blame. */
export interface Oddity {
  readonly name: string;
  /** What is unusual and where the contract permits it. */
  readonly permitted: string;
  readonly dialect?: DialectName;
  /** Capabilities are left open instead of declared on: a server that lacks something and says so. */
  readonly open?: boolean;
  readonly change: Change;
}
