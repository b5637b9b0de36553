/** Whether a status says something about the request, and not that the server is busy or down for the moment. */
export function isVerdict(status: number): boolean {
  return status !== 0 && status !== 429 && status !== 503;
}

/** Whether a status is 2xx. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
