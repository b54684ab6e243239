import type pg from 'pg';
import type { RecordedEvent } from '../event.js';
import { readNextTexts } from '../reading/next.js';
import { recordedEvent } from '../recorded-event.js';

/**
 * The pages of one follower. While one is parsed and taken into the views, the next is already being
 * read, on the same connection: recorded events never change, whichever transaction reads them.
 */
export class PagesAhead {
  private coming: { readonly after: number; readonly texts: Promise<Texts> } | undefined;

  constructor(
    private readonly client: pg.ClientBase,
    private readonly sizeMax: number,
  ) {}

  /** The events behind a position; whoever has taken the call's answer may go on with others. */
  async behind(position: number): Promise<readonly RecordedEvent[]> {
    const texts = (await this.readAhead(position)) ?? (await this.read(position));
    // Positions have no gaps, so that where a full page ends is known before it is parsed.
    if (this.isFull(texts)) this.lookBehind(position + this.sizeMax);
    return texts.map(recordedEvent);
  }

  /** Whether there may be more behind it already. */
  isFull(page: readonly unknown[]): boolean {
    return page.length === this.sizeMax;
  }

  /** Nothing where another position was expected, or where the ledger ended: it may have grown. */
  private async readAhead(position: number): Promise<Texts | undefined> {
    const { coming } = this;
    this.coming = undefined;
    if (coming?.after !== position) return undefined;
    const texts = await coming.texts;
    return texts.length > 0 ? texts : undefined;
  }

  private lookBehind(after: number): void {
    const texts = this.read(after);
    // Whoever goes on will see the error; whoever reads elsewhere need not.
    texts.catch(() => undefined);
    this.coming = { after, texts };
  }

  private read(after: number): Promise<Texts> {
    return readNextTexts(this.client, after, after + this.sizeMax);
  }
}

type Texts = readonly string[];
