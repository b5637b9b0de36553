import {
  type CapabilityName,
  type CapabilityState,
  type CapabilityStates,
  capabilityNames,
} from '../../targets/capability.js';
import type { CapabilityTable } from './capabilities.js';
import type { ExchangeView } from './view.js';

/** Gathers what the run shows of each capability. */
export interface Observations {
  readonly take: (view: ExchangeView) => void;
  readonly state: (name: CapabilityName) => CapabilityState;
  readonly all: () => CapabilityStates;
  /** Why a refusal is no failed step: the exchange showed that something open is not offered. Null where it did not. */
  readonly absenceShownBy: (exchange: string) => string | null;
}

/** Starts observing. A capability seen at work once is present, whatever else was refused. */
export function startObservations(
  table: CapabilityTable,
  declared: { readonly [name in CapabilityName]?: boolean },
): Observations {
  const present = new Map<CapabilityName, string>();
  const absent = new Map<CapabilityName, string>();
  const refusals = new Map<string, { readonly name: CapabilityName; readonly evidence: string }>();

  const state = (name: CapabilityName): CapabilityState => {
    const evidence = present.get(name) ?? absent.get(name) ?? null;
    const observed = present.has(name) ? true : absent.has(name) ? false : null;
    return { declared: declared[name] ?? null, observed, evidence };
  };

  return {
    take: (view) => {
      for (const name of capabilityNames) {
        if (present.has(name)) continue;
        const seen = table[name](view);
        if (seen === null) continue;
        if (!seen.present) refusals.set(view.exchange.id, { name, evidence: seen.evidence });
        const side = seen.present ? present : absent;
        if (!side.has(name)) side.set(name, `${seen.evidence} (${view.exchange.id})`);
      }
    },
    state,
    absenceShownBy: (exchange) => {
      const refusal = refusals.get(exchange);
      if (refusal === undefined || declared[refusal.name] === true) return null;
      return `${refusal.name}: ${refusal.evidence} (${exchange})`;
    },
    all: () => Object.fromEntries(capabilityNames.map((name) => [name, state(name)])) as CapabilityStates,
  };
}
