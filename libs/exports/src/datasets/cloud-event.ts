import { Equals, IsInt, IsISO8601, IsObject, IsOptional, IsString, Min } from 'class-validator';

/** A recorded event as CloudEvents 1.0 has it; also the columns of events as CSV. */
export class CloudEvent {
  @Equals('1.0') readonly specversion!: '1.0';
  @IsInt() @Min(1) readonly position!: number;
  @IsInt() @Min(1) readonly sequence!: number;
  @IsISO8601() readonly recordedtime!: string;
  @IsString() readonly id!: string;
  @IsString() readonly source!: string;
  @IsString() readonly type!: string;
  @IsString() readonly subject!: string;
  @IsISO8601() readonly time!: string;
  @Equals('application/json') readonly datacontenttype!: 'application/json';
  @IsString() readonly dataschema!: string;
  @IsString() readonly actor!: string;
  @IsOptional() @IsString() readonly correlationid?: string;
  @IsOptional() @IsString() readonly causationid?: string;
  @IsOptional() @IsString() readonly traceparent?: string;
  @IsObject() readonly data!: object;
}
