import { Check, Column, Entity, Exclusion, Index, PrimaryGeneratedColumn } from 'typeorm';

/** What the ledger says of one thing, for a stretch of valid time and a stretch of knowledge. */
@Entity({ schema: 'compliance', name: 'register_row' })
@Index('register_row_by_key', ['register', 'key', 'validFrom'])
@Index('register_row_by_company', ['company', 'register'])
@Index('register_row_still_known', ['subject'], { where: 'known_to = 9007199254740991' })
@Index('register_row_expectations', ['key'], {
  where: `register = 'obligations' and "row" ->> 'expectation' = 'true'`,
})
@Index('register_row_recurring', ['key'], {
  where: `register = 'obligations' and "row" ->> 'kind' = 'recurring'`,
})
@Check('register_row_valid', 'valid_from < valid_to')
@Check('register_row_known', 'known_from < known_to')
@Exclusion(
  'register_row_one_at_a_time',
  `using gist (hashtextextended(register || ' ' || key, 0) with =,
    int8range(known_from, known_to) with &&, tstzrange(valid_from, valid_to) with &&)`,
)
export class RegisterRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'register_row_id',
  })
  readonly id!: number;

  @Column('text') readonly register!: string;

  /** The stream that it was derived from. */
  @Column('text') readonly subject!: string;

  /** Names what the row is about; unique within the register at any moment of both times. */
  @Column('text') readonly key!: string;

  @Column('text', { nullable: true }) readonly company!: string | null;

  @Column('json') readonly row!: object;

  /** The words by which a search finds it, in one spelling. */
  @Column('text') readonly words!: string;

  @Column('timestamptz', { name: 'valid_from' }) readonly validFrom!: Date;
  @Column('timestamptz', { name: 'valid_to' }) readonly validTo!: Date;

  /** The position that made it known. */
  @Column('bigint', { name: 'known_from' }) readonly knownFrom!: number;

  /** The position that replaced it, or `STILL_KNOWN`. */
  @Column('bigint', { name: 'known_to' }) readonly knownTo!: number;
}
