import { nameOf } from '../files/failure.js';

/** Something that trying again does not mend; told to whoever asks for the run. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'Refused';
  }
}

/** Another attempt has taken the work over, or it was called off: what this one did does not count. */
export class Overtaken extends Error {
  constructor() {
    super('Another attempt has taken this over.');
    this.name = 'Overtaken';
  }
}

/** Whether work ends for a reason of the worker's own; what takes too long has failed. */
export function isCalledOff({ aborted, reason }: AbortSignal): boolean {
  return aborted && nameOf(reason) !== 'TimeoutError';
}
