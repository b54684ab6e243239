import type pg from 'pg';
import type { RecordedEvent } from '../event.js';
import { readNext } from '../reading/next.js';

/**
 * The batches of one follower. While one is taken into the views, the next is already being read,
 * on the same connection: recorded events never change, whichever transaction reads them.
 */
export class PagesAhead {
  private coming: { readonly after: number; readonly page: Promise<Page> } | undefined;

  constructor(
    private readonly client: pg.ClientBase,
    private readonly sizeMax: number,
  ) {}

  /** The events behind a position; whoever has taken the call's answer may go on with others. */
  async behind(position: number): Promise<Page> {
    const page = (await this.readAhead(position)) ?? (await this.read(position));
    const last = page.at(-1);
    if (last !== undefined && page.length === this.sizeMax) this.lookBehind(last.position);
    return page;
  }

  /** Nothing where another position was expected, or where the ledger ended: it may have grown. */
  private async readAhead(position: number): Promise<Page | undefined> {
    const { coming } = this;
    this.coming = undefined;
    if (coming?.after !== position) return undefined;
    const page = await coming.page;
    return page.length > 0 ? page : undefined;
  }

  private lookBehind(after: number): void {
    const page = this.read(after);
    // Whoever goes on will see the error; whoever reads elsewhere need not.
    page.catch(() => undefined);
    this.coming = { after, page };
  }

  private read(after: number): Promise<Page> {
    return readNext(this.client, after, after + this.sizeMax);
  }
}

type Page = readonly RecordedEvent[];
