/** Statuses that a gateway gives on behalf of a server it could not reach. */
export const fromGateways: ReadonlySet<number> = new Set([502, 504]);
