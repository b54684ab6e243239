import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface Message {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers in the order of the requests; the last one to all that follow. */
export type Answers = readonly { readonly status: number; readonly location?: string }[];

/** Somebody who is told by webhooks. */
export class Receiver {
  readonly messages: Message[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
    /** May be replaced at any time. */
    public answers: Answers,
  ) {}

  static async start(answers: Answers = [{ status: 204 }]): Promise<Receiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const receiver = new Receiver(server, `http://127.0.0.1:${port}/hook`, answers);
    receiver.listen();
    return receiver;
  }

  /** What is said, as others' code verifies it; @throws where the signature is not right. */
  read({ headers, body }: Message, secret: string): unknown {
    return new Webhook(secret).verify(body, headers as Record<string, string>);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private listen(): void {
    this.server.on('request', (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const { headers } = request;
        const body = Buffer.concat(parts).toString();
        const answer = this.answers[this.messages.length] ?? this.answers.at(-1);
        this.messages.push({ id: String(headers['webhook-id']), headers, body });
        const location = answer?.location;
        response.writeHead(answer?.status ?? 204, location === undefined ? {} : { location });
        response.end();
      });
    });
  }
}
