import type { JsonObject, JsonValue } from '../../schemas/json.js';
import type { Bridge } from './bridge.js';

/** The package that the area drives: an optional peer dependency, loaded only when it is used. */
export type Sdk = typeof import('openai');

/** What the SDK made of one step. */
interface StepOutcome {
  readonly step: string;
  readonly ok: boolean;
  /** What it choked on, in its own words; null where it did not. */
  readonly problem: string | null;
  /** Exchange that the step ended with. */
  readonly exchange: string | null;
}

/** Loads the SDK; null where it is not installed. Throws where it is there and cannot be loaded. */
export async function loadSdk(): Promise<Sdk | null> {
  try {
    return await import('openai');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}

/** Outcomes of steps, gathered as they are tried. Being refused or throttled is no outcome: other rules judge that answer. */
export function session(sdk: Sdk, bridge: Bridge) {
  const outcomes: StepOutcome[] = [];
  return {
    /** Tries one step; gives its result, or null where the SDK choked. `work` throws what it finds missing. */
    async attempt<T>(step: string, work: () => Promise<T>): Promise<T | null> {
      try {
        const result = await work();
        outcomes.push({ step, ok: true, problem: null, exchange: bridge.lastExchange() });
        return result;
      } catch (error) {
        if (!isRefusal(sdk, error))
          outcomes.push({ step, ok: false, problem: describe(error), exchange: bridge.lastExchange() });
        return null;
      }
    },
    /** The outcomes as notes for an exchange, which is how rules get to see them. */
    notes: (): { readonly [name: string]: JsonValue } => ({
      sdk: outcomes.map((outcome): JsonObject => ({ ...outcome })),
    }),
  };
}

/** Throws where a value that the SDK gives its user is not what its types promise. */
export function expectThat(holds: boolean, what: string): void {
  if (!holds) throw new Error(`the SDK returned ${what}`);
}

function isRefusal(sdk: Sdk, error: unknown): boolean {
  if (error instanceof sdk.APIConnectionError) return true;
  return error instanceof sdk.APIError && typeof error.status === 'number' && error.status >= 400;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.constructor.name}: ${error.message}`.slice(0, 400);
}
