/** What was asked for cannot be done: an argument is none. Nothing was verified. */
export class WrongUse extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'WrongUse';
  }
}
