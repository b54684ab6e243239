import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** What came from one end of a connection and is meant for the other. */
export interface Piece {
  readonly bytes: Buffer;
  readonly direction: 'there' | 'back';
  readonly pass: (bytes: Buffer) => void;
  /** Ends the connection at both ends, as somebody between them does. */
  readonly cut: () => void;
  /** Both ends keep a connection that nothing comes through any more. */
  readonly silence: () => void;
}

/** What becomes of each piece; those of one direction wait for each other. */
export type Carry = (piece: Piece) => void | Promise<void>;

export const PASS_ON: Carry = ({ bytes, pass }) => {
  pass(bytes);
};

/** Stands between clients and a server and carries what they send as it is told to. */
export class Relay {
  carry: Carry = PASS_ON;
  /** False: whoever connects is turned away at once. */
  isOpen = true;
  readonly #connections = new Set<Connection>();

  private constructor(
    readonly port: number,
    private readonly server: Server,
  ) {}

  static async to(port: number, host: string): Promise<Relay> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const relay = new Relay((server.address() as AddressInfo).port, server);
    server.on('connection', (client: Socket) => {
      relay.#take(client, () => connect(port, host));
    });
    return relay;
  }

  /** As `to`, by the address in a URL. */
  static async before(url: string): Promise<Relay> {
    const { hostname, port } = new URL(url);
    return Relay.to(Number(port), hostname);
  }

  /** The URL that leads through here. */
  through(url: string): string {
    const changed = new URL(url);
    changed.hostname = '127.0.0.1';
    changed.port = String(this.port);
    return changed.href;
  }

  /** Ends what was silenced, as whoever gave it up would find it. */
  cutSilenced(): void {
    for (const connection of this.#connections) if (connection.isSilent) connection.cut();
  }

  async close(): Promise<void> {
    for (const connection of this.#connections) connection.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #take(client: Socket, reach: () => Socket): void {
    if (!this.isOpen) {
      client.destroy();
      return;
    }
    const connection = new Connection(client, reach(), (piece) => this.carry(piece));
    this.#connections.add(connection);
    connection.ended.then(
      () => this.#connections.delete(connection),
      () => undefined,
    );
  }
}

class Connection {
  isSilent = false;
  readonly ended: Promise<void>;

  constructor(
    private readonly client: Socket,
    private readonly upstream: Socket,
    private readonly carry: Carry,
  ) {
    for (const socket of [client, upstream]) socket.setNoDelay().on('error', () => undefined);
    this.ended = new Promise((resolve) => {
      this.#join(client, upstream, 'there', resolve);
      this.#join(upstream, client, 'back', resolve);
    });
  }

  cut(): void {
    for (const socket of [this.client, this.upstream]) socket.resetAndDestroy();
  }

  #join(from: Socket, to: Socket, direction: Piece['direction'], ended: () => void): void {
    let before: Promise<void> = Promise.resolve();
    from.on('data', (bytes) => {
      before = before.then(() => this.#carryOne(bytes, to, direction));
    });
    from.on('close', () => {
      // Of a connection that is silent, neither end hears that the other has gone.
      if (!this.isSilent) void before.then(() => to.destroy());
      if (from.destroyed && (to.destroyed || !this.isSilent)) ended();
    });
  }

  async #carryOne(bytes: Buffer, to: Socket, direction: Piece['direction']): Promise<void> {
    if (this.isSilent) return;
    await this.carry({
      bytes,
      direction,
      pass: (some) => {
        if (!to.destroyed) to.write(some);
      },
      cut: () => {
        this.cut();
      },
      silence: () => {
        this.isSilent = true;
      },
    });
  }
}
