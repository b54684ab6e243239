import {
  Check,
  Column,
  Entity,
  Exclusion,
  Index,
  PrimaryColumn,
  PrimaryGeneratedColumn,
} from 'typeorm';

/** What one duty of one subject is, for a stretch of valid time and a stretch of knowledge. */
@Entity({ schema: 'compliance', name: 'compliance_status' })
@Index('compliance_status_by_company', ['company', 'obligation'])
@Index('compliance_status_open', ['company', 'obligation', 'subject'], {
  where: `status in ('breached', 'unevidenced', 'pending', 'waived')`,
})
@Index('compliance_status_by_due', ['dueAt'], { where: 'due_at is not null' })
@Index('compliance_status_by_start', ['validFrom'])
@Index('compliance_status_by_day', ['dueOn'], { where: 'due_on is not null' })
@Index('compliance_status_by_end', ['validTo'], { where: `valid_to < 'infinity'` })
@Index('compliance_status_by_knowledge', ['knownFrom'])
@Index('compliance_status_replaced', ['knownTo'], { where: 'known_to < 9007199254740991' })
@Check(
  'compliance_status_known_status',
  `status in ('breached', 'unevidenced', 'unknown', 'pending', 'met', 'waived')`,
)
@Check('compliance_status_valid', 'valid_from < valid_to')
@Check('compliance_status_known', 'known_from < known_to')
@Exclusion(
  'compliance_status_one_at_a_time',
  `using gist ((hashtextextended(subject, 0) # (hashtextextended(obligation, 0) & 17592186044415)) with =,
    int8range(known_from, known_to) with &&, tstzrange(valid_from, valid_to) with &&)`,
)
export class ComplianceStatus {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'compliance_status_id',
  })
  readonly id!: number;

  @Column('text') readonly company!: string;
  @Column('text') readonly subject!: string;
  @Column('text') readonly obligation!: string;
  @Column('text') readonly status!: string;
  @Column('integer', { name: 'rule_version' }) readonly ruleVersion!: number;
  @Column('timestamptz', { name: 'due_at', nullable: true }) readonly dueAt!: Date | null;

  /** The last day of the term, in the time zone of the instrument. */
  @Column('date', { name: 'due_on', nullable: true }) readonly dueOn!: string | null;

  @Column('boolean') readonly provisional!: boolean;
  @Column('timestamptz', { name: 'met_at', nullable: true }) readonly metAt!: Date | null;

  /** Positions of the events that decided. */
  @Column('bigint', { array: true }) readonly because!: readonly number[];

  /** Facts that would settle an unknown. */
  @Column('text', { array: true }) readonly missing!: readonly string[];

  @Column('timestamptz', { name: 'valid_from' }) readonly validFrom!: Date;
  @Column('timestamptz', { name: 'valid_to' }) readonly validTo!: Date;

  /** The position that made it known. */
  @Column('bigint', { name: 'known_from' }) readonly knownFrom!: number;

  /** The position that replaced it, or `STILL_KNOWN`. */
  @Column('bigint', { name: 'known_to' }) readonly knownTo!: number;
}

/** Who has duties, and up to which position every change is in its rows. */
@Entity({ schema: 'compliance', name: 'duty_bearer' })
@Index('duty_bearer_by_progress', ['projectedTo'])
@Index('duty_bearer_by_company', ['company', 'projectedTo'])
export class DutyBearer {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'duty_bearer_subject' })
  readonly subject!: string;

  @Column('text') readonly company!: string;
  @Column('bigint', { name: 'projected_to' }) readonly projectedTo!: number;
}

/** A stream that the history of a subject may be made of. */
@Entity({ schema: 'compliance', name: 'history_source' })
@Index('history_source_by_stream', ['stream'])
export class HistorySource {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'history_source_pair' })
  readonly subject!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'history_source_pair' })
  readonly stream!: string;
}

/** An event on an instrument or calendar, with the obligations that it changed. */
@Entity({ schema: 'compliance', name: 'rule_change' })
export class RuleChange {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'rule_change_position' })
  readonly position!: number;

  @Column('text') readonly stream!: string;
  @Column('text', { array: true }) readonly obligations!: readonly string[];
}
