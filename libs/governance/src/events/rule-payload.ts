import { describe } from '../fields/describe.js';
import { Anything, Id } from '../fields/fields.js';
import { Payload } from '../payload/payload.js';

/**
 * An obligation as data. Its fields are checked as one rule (`invalid-rule`, see libs/rulebook for
 * their shapes); absent ones stay as they are in an amendment, and `null` removes one there.
 */
export class RulePayload extends Payload {
  @describe('The obligation: an id that is never used again for another one.')
  @Id()
  readonly obligation!: string;

  @describe('Its title, `{en, zh}`.')
  @Anything()
  readonly title?: unknown;

  @describe('The provision that it comes from, e.g. `4(1)`.')
  @Anything()
  readonly provision?: unknown;

  @describe('Where it applies, if not where its instrument does.')
  @Anything()
  readonly jurisdiction?: unknown;

  @describe('`standing`, `reactive`, `recurring` or `prohibition`.')
  @Anything()
  readonly kind?: unknown;

  @describe('Whom it binds: `system` or `company`.')
  @Anything()
  readonly binds?: unknown;

  @describe('True for a duty of the authority, which is shown and never counted.')
  @Anything()
  readonly expectation?: unknown;

  @describe('When it applies: a tree of conditions over facts.')
  @Anything()
  readonly appliesWhen?: unknown;

  @describe('From when and until when it is in force, `{from, to?}`; `from: null` is a draft.')
  @Anything()
  readonly inForce?: unknown;

  @describe('By when: `{immediately}`, `{before}`, `{within, unit, calendar?, count?}` or `{on}`.')
  @Anything()
  readonly due?: unknown;

  @describe('True where the law gives no term and this one is the house’s own.')
  @Anything()
  readonly house?: unknown;

  @describe('What starts the clock of a reactive duty: event patterns.')
  @Anything()
  readonly trigger?: unknown;

  @describe('What shows that it is met: event patterns, or `{all: [patterns, ...]}`.')
  @Anything()
  readonly satisfiedBy?: unknown;

  @describe('What ends such a showing: event patterns.')
  @Anything()
  readonly undoneBy?: unknown;

  @describe('What breaches it: event patterns.')
  @Anything()
  readonly breachedBy?: unknown;

  @describe('The field of data that tells tasks apart, or `subject`.')
  @Anything()
  readonly key?: unknown;

  @describe('How often it recurs, in the shape of `due`, or `{calendar: year}`.')
  @Anything()
  readonly every?: unknown;

  @describe('`run` where evidence from before it applied does not count.')
  @Anything()
  readonly since?: unknown;

  @describe('False where no event can show it: listed, never counted.')
  @Anything()
  readonly evaluated?: unknown;

  @describe('`binding`, `practice`, `advisory` or `draft`.')
  @Anything()
  readonly force?: unknown;

  @describe('How well its wording is known: `text`, `quoted`, `secondary` or `unsourced`.')
  @Anything()
  readonly grade?: unknown;

  @describe('What a breach may cost, `{en, zh}`.')
  @Anything()
  readonly penalty?: unknown;

  @describe('Where the provision can be read.')
  @Anything()
  readonly url?: unknown;
}
