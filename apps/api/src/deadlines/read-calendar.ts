import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { Deadlines, Registers } from '#libs/compliance';
import type { Deadline, DeadlineSelection } from '#libs/compliance';
import { deadlineCalendar } from '#libs/exports';
import type { CalendarLanguage } from '#libs/exports';
import { PersonalValues } from '#libs/personal';
import { Text } from '../answers/answer.js';
import type { AsOfAsked } from '../lists/as-of.js';
import { Problem } from '../problems/problem.js';
import { viewsOf } from '../statuses/views-asked.js';

export const CALENDAR_TYPE = 'text/calendar; charset=utf-8';
/** More is of no use in a calendar, and programs give up on larger files. */
export const CALENDAR_ENTRIES_MAX = 5_000;

/** What is due and past due as a calendar. */
export class ReadCalendar extends Query<Text> {
  constructor(
    readonly selection: DeadlineSelection,
    readonly language: CalendarLanguage,
    readonly asked: AsOfAsked = {},
  ) {
    super();
  }
}

@QueryHandler(ReadCalendar)
export class ReadCalendarHandler implements IQueryHandler<ReadCalendar> {
  constructor(
    private readonly registers: Registers,
    private readonly deadlines: Deadlines,
    private readonly personal: PersonalValues,
  ) {}

  async execute({ selection, language, asked }: ReadCalendar): Promise<Text> {
    const views = viewsOf(selection.company);
    const asOf = await this.registers.asOf(asked.validAt, asked.knownAt, views);
    const deadlines = await bounded(this.deadlines.stream(asOf, selection));
    const shown = await this.personal.reveal(deadlines);
    const content = deadlineCalendar(shown, language, selection.company);
    return new Text(CALENDAR_TYPE, content, asOf.reached);
  }
}

/** @throws Problem `calendar-too-large`: a calendar is never cut off silently */
async function bounded(deadlines: AsyncIterable<Deadline>): Promise<readonly Deadline[]> {
  const found: Deadline[] = [];
  for await (const deadline of deadlines) {
    if (found.length === CALENDAR_ENTRIES_MAX) throw tooLarge();
    found.push(deadline);
  }
  return found;
}

function tooLarge(): Problem {
  const message = `More than ${CALENDAR_ENTRIES_MAX} deadlines: ask for a company or a kind.`;
  return new Problem('calendar-too-large', message);
}
