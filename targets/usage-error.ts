/** Wrong usage or configuration. The message is one line that says what is wrong and what to do; exit code 2. */
export class UsageError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UsageError';
  }
}
