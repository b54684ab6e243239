import { FAULTS_NAMED_MAX } from '../limits.js';
import type { LogFault } from '../log/log-fault.js';

/** All that is wrong, in the order in which it is found. */
export class Findings {
  private readonly first: LogFault[] = [];
  private found = 0;

  readonly add = (fault: LogFault): void => {
    this.found += 1;
    if (this.first.length < FAULTS_NAMED_MAX) this.first.push(fault);
  };

  /** The first thousand. */
  get named(): readonly LogFault[] {
    return this.first;
  }

  get count(): number {
    return this.found;
  }
}
