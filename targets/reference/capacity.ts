import type { Call } from './call.js';
import { type Fault, throttled } from './fault.js';

/** Requests of the current minute, by owner. */
export interface Admissions {
  minute: number;
  readonly requests: Map<string, number>;
}

const minuteLength = 60_000;

/** Refuses what the throttled model is asked for, and what exceeds the allowed requests per minute. */
export function capacityFault(call: Call): Fault | null {
  if (call.body?.model === 'reference-throttled') return throttled(1);
  const most = call.service.settings.requestsPerMinute;
  if (most === null) return null;
  const { admissions } = call.service;
  const now = call.clock.now();
  const minute = Math.floor(now / minuteLength);
  if (admissions.minute !== minute) {
    admissions.minute = minute;
    admissions.requests.clear();
  }
  const made = admissions.requests.get(call.user) ?? 0;
  admissions.requests.set(call.user, made + 1);
  return made < most ? null : throttled(Math.max(1, Math.ceil(((minute + 1) * minuteLength - now) / 1000)));
}
