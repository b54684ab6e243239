import { createServer, request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What a fault makes of an answer; undefined where it leaves it alone. */
export type Fault = (path: string, answer: Answered) => Answered | undefined;

/** The server behind it, with one fault put in: to see that the harness sees it. */
export class FaultyServer {
  private constructor(
    readonly url: string,
    private readonly server: Server,
  ) {}

  static async before(url: string, fault: Fault): Promise<FaultyServer> {
    const server = createServer((asked, reply) => {
      passOn(url, asked).then(
        (answer) => {
          const { status, headers, body } = fault(asked.url ?? '', answer) ?? answer;
          reply.writeHead(status, { ...headers, 'content-length': String(body.length) }).end(body);
        },
        () => reply.destroy(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return new FaultyServer(`http://127.0.0.1:${port}`, server);
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }
}

async function passOn(url: string, asked: IncomingMessage): Promise<Answered> {
  const sent = await buffer(asked);
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const { method, url: path, headers } = asked;
    const onward = request({ hostname, port, method, path, headers }, (answer) => {
      const others = { ...answer.headers };
      delete others['transfer-encoding'];
      buffer(answer).then((body) => {
        resolve({ status: answer.statusCode ?? 0, headers: others, body });
      }, reject);
    });
    onward.on('error', reject).end(sent);
  });
}
