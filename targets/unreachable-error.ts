/** The target cannot be reached or refuses the credentials: nothing can be judged, exit code 3. */
export class UnreachableError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UnreachableError';
  }
}
