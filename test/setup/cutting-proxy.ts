import { Relay } from './relay.js';
import type { Piece } from './relay.js';

/** What happens to a connection when `commit` comes along. */
export type Cut =
  | 'never'
  /** The commit is lost; PostgreSQL rolls back. */
  | 'before-commit'
  /** The commit arrives; its reply is lost. */
  | 'after-commit'
  /** As after-commit, and no connection is taken any more. */
  | 'after-commit-for-good';

const COMMIT = 'commit\0';
const COMMITTED = 'COMMIT\0';

/** Stands between a client and PostgreSQL and cuts connections at their commit, once each time. */
export class CuttingProxy {
  /** Connections that were cut. */
  cuts = 0;
  #cut: Cut = 'never';
  #replyIsLost = false;

  private constructor(
    readonly url: string,
    private readonly relay: Relay,
  ) {
    relay.carry = (piece) => {
      this.#carry(piece);
    };
  }

  static async before(target: string): Promise<CuttingProxy> {
    const relay = await Relay.before(target);
    return new CuttingProxy(relay.through(target), relay);
  }

  set cut(cut: Cut) {
    this.#cut = cut;
    this.#replyIsLost = false;
    this.relay.isOpen = true;
  }

  close(): Promise<void> {
    return this.relay.close();
  }

  #carry({ bytes, direction, pass, cut }: Piece): void {
    if (direction === 'there' && this.#cut !== 'never' && bytes.includes(COMMIT)) {
      if (this.#cut === 'before-commit') {
        this.#end(cut);
        return;
      }
      this.#replyIsLost = true;
    }
    // Only what PostgreSQL has committed counts as a lost reply.
    if (direction === 'back' && this.#replyIsLost) {
      if (bytes.includes(COMMITTED)) this.#end(cut);
      return;
    }
    pass(bytes);
  }

  #end(cut: () => void): void {
    this.cuts += 1;
    this.relay.isOpen = this.#cut !== 'after-commit-for-good';
    this.#cut = this.relay.isOpen ? 'never' : this.#cut;
    this.#replyIsLost = false;
    cut();
  }
}
