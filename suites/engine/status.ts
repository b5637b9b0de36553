/** Whether a status says something about the request, and not that the server is busy, down for the moment, or not there (0). */
export function isVerdict(status: number): boolean {
  return status !== 0 && status !== 429 && status !== 503;
}

/** Whether a status serves or refuses the request: the server was neither busy nor failed over it. */
export function isDecision(status: number): boolean {
  return isVerdict(status) && status < 500;
}

/** Whether a status is about the request itself, and not about who sends it. */
export function tellsOfRequest(status: number): boolean {
  return isVerdict(status) && status !== 401 && status !== 403;
}

/** Whether a status is 2xx. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
