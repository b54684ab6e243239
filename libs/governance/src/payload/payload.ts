import { describe } from '../fields/describe.js';
import {
  ListOfParts,
  OneOf,
  Optional,
  Part,
  PartialDay,
  Pattern,
  Satisfies,
  Text,
  Url,
  Whole,
} from '../fields/fields.js';
import * as limits from '../fields/limits.js';

export const EVIDENCE_TIERS = ['primary', 'press', 'secondary', 'internal'] as const;
export type EvidenceTier = (typeof EVIDENCE_TIERS)[number];
export const EVIDENCE_ACCESS = ['read', 'cited'] as const;
export type EvidenceAccess = (typeof EVIDENCE_ACCESS)[number];
export const TIME_PRECISIONS = ['day', 'month', 'year'] as const;
export type TimePrecision = (typeof TIME_PRECISIONS)[number];

const SHA256 = /^[0-9a-f]{64}$/;
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}$/;

/** One of one's own papers, kept beside the ledger under its digest. */
export class EvidenceFile {
  @describe('SHA-256 of the file, lower-case hex.')
  @Pattern(SHA256, 'must be a SHA-256 in lower-case hex')
  readonly sha256!: string;

  @describe('The name of the file as a reader knows it.')
  @Text(limits.NAME_LENGTH_MAX)
  readonly name!: string;

  @describe('Its media type, e.g. `application/pdf`.')
  @Pattern(MEDIA_TYPE, 'must be a media type such as application/pdf')
  readonly mediaType!: string;

  @describe('Its size in bytes.')
  @Whole(0, limits.FILE_BYTES_MAX)
  readonly bytes!: number;
}

/** What shows that an event happened: a published page or one of one's own papers. */
export class Evidence {
  @describe('The address of the page. Either this or `file`.')
  @Optional()
  @Url()
  readonly url?: string;

  @describe('A paper of one’s own. Either this or `url`.')
  @Optional()
  @Part(() => EvidenceFile)
  readonly file?: EvidenceFile;

  @describe('Who published it.')
  @Text(limits.NAME_LENGTH_MAX)
  readonly publisher!: string;

  @describe('The title of the page or paper.')
  @Optional()
  @Text(limits.TITLE_LENGTH_MAX)
  readonly title?: string;

  @describe('When it was published: a year, a month or a day.')
  @Optional()
  @PartialDay()
  readonly published?: string;

  @describe('The words that show it, verbatim.')
  @Optional()
  @Text(limits.SENTENCE_LENGTH_MAX)
  readonly quote?: string;

  @describe('SHA-256 of the page as it was read, lower-case hex.')
  @Optional()
  @Pattern(SHA256, 'must be a SHA-256 in lower-case hex')
  readonly sha256?: string;

  @describe('How near the source stands to what happened.')
  @OneOf(EVIDENCE_TIERS)
  readonly tier!: EvidenceTier;

  @describe('Whether the page itself was read or is cited by another one.')
  @OneOf(EVIDENCE_ACCESS)
  readonly access!: EvidenceAccess;
}

function hasOneOrigin(evidence: unknown): boolean {
  if (typeof evidence !== 'object' || evidence === null) return false;
  const { url, file }: Partial<Evidence> = evidence;
  return (url === undefined) !== (file === undefined);
}

/** What every payload may carry besides its own fields. */
export class Payload {
  @describe('What shows that it happened.')
  @Optional()
  @ListOfParts(() => Evidence, { max: limits.EVIDENCE_LENGTH_MAX })
  @Satisfies('hasOneOrigin', hasOneOrigin, 'must have either url or file', { each: true })
  readonly evidence?: readonly Evidence[];

  @describe('How precisely the source gives the time, where it gives no instant.')
  @Optional()
  @OneOf(TIME_PRECISIONS)
  readonly timePrecision?: TimePrecision;

  @describe('A remark for readers; it decides nothing.')
  @Optional()
  @Text(limits.TEXT_LENGTH_MAX)
  readonly note?: string;
}

/** The fields of a payload that are the event's own. */
export function ownFields<Data extends Payload>(data: Data): Omit<Data, keyof Payload> {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- named so as to be left out
  const { evidence, timePrecision, note, ...own } = data;
  return own;
}
