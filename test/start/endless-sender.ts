import { request } from 'node:http';
import { ADMIN_KEY } from './edict-process.js';

const PAUSE_MS = 20;

/** A client that streams events line by line and never comes to an end by itself. */
export class EndlessSender {
  /** Lines that were answered with a position. */
  answered = 0;
  /** Resolves when the server has ended it. */
  readonly ended: Promise<void>;

  constructor(url: string) {
    this.ended = new Promise((resolve) => {
      const headers = {
        authorization: `Bearer ${ADMIN_KEY}`,
        'content-type': 'application/x-ndjson',
      };
      const sending = request(`${url}/v1/events`, { method: 'POST', headers }, (answers) => {
        answers.on('data', (chunk: Buffer) => {
          this.answered += chunk.toString().split('"position"').length - 1;
        });
        answers.on('error', () => undefined);
        answers.on('close', resolve);
      });
      sending.on('error', () => undefined);
      let number = 0;
      const timer = setInterval(() => sending.write(line((number += 1))), PAUSE_MS);
      sending.on('close', () => {
        clearInterval(timer);
      });
    });
  }
}

function line(number: number): string {
  const event = {
    specversion: '1.0',
    id: String(number),
    source: 'urn:test:endless',
    type: 'company.registered',
    subject: `companies/endless-${number}`,
    time: '2026-01-01T00:00:00Z',
    data: { name: { en: 'Endless' }, jurisdiction: 'CN' },
  };
  return `${JSON.stringify(event)}\n`;
}
