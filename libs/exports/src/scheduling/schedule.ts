/** At the times of a cron expression of five fields, read on the clocks of a zone. */
export interface CronSchedule {
  readonly cron: string;
  /** IANA */
  readonly timeZone: string;
}

/** On the nth working day of each month; the last one where a month has fewer. */
export interface WorkingDayTerm {
  readonly nth: number;
  /** Id of a calendar on the ledger. */
  readonly calendar: string;
  /** `HH:MM` on the clocks of the zone. */
  readonly at: string;
  /** IANA */
  readonly timeZone: string;
}

export interface WorkingDaySchedule {
  readonly workingDay: WorkingDayTerm;
}

export type Schedule = CronSchedule | WorkingDaySchedule;

/** No month has more. */
export const WORKING_DAY_MAX = 23;
export const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;
