import { branchesIn, branchesOf } from '../../generators/coverage/branches.js';
import { unreachable } from '../../generators/coverage/unreachable.js';
import { bundledSchema } from '../../schemas/compose.js';
import type { DialectName } from '../../schemas/dialect.js';
import type { JsonObject } from '../../schemas/json.js';
import type { RootName } from '../../schemas/validator.js';
import type { Results } from './results.js';
import type { ExchangeView } from './view.js';

/** Bounds beyond this are only reached on request. */
const customaryBound = 65536;

/** Gathers which branches of the schemas a run has sent and seen. */
export interface CoverageCount {
  readonly take: (view: ExchangeView) => void;
  readonly all: () => Results['coverage'];
}

/** Counts nothing. */
export const noCoverage: CoverageCount = {
  take: () => {},
  all: () => ({ request: { branches: 0, reached: 0 }, answer: { branches: 0, seen: 0 }, unreached: [] }),
};

/** Starts counting the branches of create requests and of Response objects of a dialect. */
export function startCoverage(dialect: DialectName, large: boolean): CoverageCount {
  const request = startSide(dialect, 'CreateResponse', large);
  const answer = startSide(dialect, 'Response', large);
  return {
    take: (view) => {
      if (view.exchange.operation !== 'create-response') return;
      const { validity } = view.exchange.intent;
      if (view.body !== null && view.accepted && validity !== 'invalid') request.take(view.body);
      if (view.response !== null) answer.take(view.response.value);
    },
    all: () => ({
      request: { branches: request.branches.size, reached: request.reached() },
      answer: { branches: answer.branches.size, seen: answer.reached() },
      unreached: request.missing().map((branch) => {
        const reason = unreachable(branch, dialect);
        return reason === null ? branch : `${branch} (unreachable: ${reason})`;
      }),
    }),
  };
}

function startSide(dialect: DialectName, root: RootName, large: boolean) {
  const document = bundledSchema(dialect, root) as unknown as JsonObject;
  const branches = branchesOf(document, { largest: large ? Number.POSITIVE_INFINITY : customaryBound });
  const seen = new Set<string>();
  return {
    branches,
    take: (value: JsonObject) => {
      for (const branch of branchesIn(document, value)) if (branches.has(branch)) seen.add(branch);
    },
    reached: () => seen.size,
    missing: () => [...branches].filter((branch) => !seen.has(branch)),
  };
}
