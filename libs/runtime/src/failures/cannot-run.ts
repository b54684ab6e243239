/**
 * Something outside the program is not as it must be: a setting, a port, the database. The message
 * is for whoever runs it, one line for each thing, and says what to do; no stack is needed.
 */
export class CannotRun extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
