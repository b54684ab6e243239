import { applyDecorators } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { IsInt, IsString } from 'class-validator';
import { ToldStatus } from '#libs/compliance';
import { LINES_TYPE } from '../bodies/body-parsers.js';
import { CloudEvent } from '../events/cloud-event.js';
import { refTo } from '../openapi/answers.js';
import { ListOf, Part } from '../openapi/part.js';

/** A status that an event changed. */
export class StatusChanged {
  @IsString() readonly subject!: string;

  @IsString() readonly obligation!: string;

  @Part(() => ToldStatus) readonly before!: ToldStatus;

  @Part(() => ToldStatus) readonly after!: ToldStatus;
}

/** One event of a company’s history, and what it changed. */
export class ReplayFrame {
  @IsInt() readonly position!: number;

  @Part(() => CloudEvent) readonly event!: CloudEvent;

  @ListOf(() => StatusChanged) readonly changes!: readonly StatusChanged[];
}

export function ReplayAnswer(): MethodDecorator {
  const schema = { type: 'string' as const, description: 'One frame per line.' };
  return applyDecorators(
    ApiOperation({
      operationId: 'replayCompany',
      summary: 'Its history event by event, with what each changed',
      description:
        'One line per event in record order, as `ReplayFrame` has it: each event of the company, its ' +
        'systems and algorithms, and each event on a rule or calendar that changed a status of ' +
        'theirs. The same events give the same lines.',
    }),
    ApiOkResponse({
      description: 'Frames in record order.',
      content: { [LINES_TYPE]: { schema, 'x-line': refTo(ReplayFrame) } as object },
    }),
  );
}
