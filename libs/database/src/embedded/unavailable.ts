import { CannotRun } from '#libs/runtime';

/** PostgreSQL cannot be run or reached. */
export class PostgresUnavailable extends CannotRun {}
