/** Statuses that mean "not now": whoever gets them learns nothing else about the server. */
export const throttled: ReadonlySet<number> = new Set([429, 503]);

/** Statuses that a gateway gives on behalf of a server it could not reach. */
export const fromGateways: ReadonlySet<number> = new Set([502, 504]);
