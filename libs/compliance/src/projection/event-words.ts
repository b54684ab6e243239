import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The words of one event in one spelling, for the search. */
@Entity({ schema: 'compliance', name: 'event_words' })
export class EventWords {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'event_words_position' })
  readonly position!: number;

  @Column('text') readonly type!: string;

  @Column('text') readonly subject!: string;

  @Column('text') readonly words!: string;
}
