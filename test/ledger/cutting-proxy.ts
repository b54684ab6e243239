import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** What happens to a connection when `commit` comes along. */
export type Cut =
  | 'never'
  /** The commit is lost; PostgreSQL rolls back. */
  | 'before-commit'
  /** The commit arrives; its reply is lost. */
  | 'after-commit'
  /** As after-commit, and no connection is taken any more. */
  | 'after-commit-for-good';

export interface CuttingProxy {
  readonly url: string;
  cut: Cut;
  /** Connections that were cut. */
  cuts: number;
  close(): Promise<void>;
}

const COMMIT = 'commit\0';
const COMMITTED = 'COMMIT\0';

/** Stands between a client and PostgreSQL and cuts connections at their commit, once each time. */
export async function cuttingProxy(target: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    if (proxy.cut === 'after-commit-for-good' && proxy.cuts > 0) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    forward(client, upstream, proxy);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const proxy: CuttingProxy = {
    url: url.href,
    cut: 'never',
    cuts: 0,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}

function forward(client: Socket, upstream: Socket, proxy: CuttingProxy): void {
  let replyIsLost = false;
  const cut = (): void => {
    client.destroy();
    upstream.destroy();
    proxy.cuts += 1;
    if (proxy.cut !== 'after-commit-for-good') proxy.cut = 'never';
  };
  client.on('data', (chunk) => {
    const commits = proxy.cut !== 'never' && chunk.includes(COMMIT);
    if (commits && proxy.cut === 'before-commit') {
      cut();
      return;
    }
    replyIsLost ||= commits;
    upstream.write(chunk);
  });
  upstream.on('data', (chunk) => {
    // Only what PostgreSQL has committed counts as a lost reply.
    if (replyIsLost && chunk.includes(COMMITTED)) cut();
    else if (!replyIsLost) client.write(chunk);
  });
  client.on('close', () => upstream.destroy());
  upstream.on('close', () => client.destroy());
}
