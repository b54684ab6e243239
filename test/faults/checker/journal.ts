import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';

/** What a writer was told of an event that it sent. */
export interface Acknowledged {
  readonly position: number;
  readonly leafHash: string;
}

/** What a writer knows of the events that it sent, by their ids. */
export interface Journalled {
  readonly sent: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
  readonly acknowledged: ReadonlyMap<string, readonly Acknowledged[]>;
}

/** The writer's side of a journal: what stands in it is on disk before the writer goes on. */
export class Journal {
  readonly #file: number;

  constructor(readonly path: string) {
    this.#file = openSync(path, 'a');
  }

  /** Before the request goes out. */
  sent(ids: readonly string[]): void {
    this.#write(ids.map((id) => `sent ${id}`));
  }

  acknowledged(places: readonly ({ readonly id: string } & Acknowledged)[]): void {
    this.#write(places.map((one) => `acknowledged ${one.id} ${one.position} ${one.leafHash}`));
  }

  /** For a reason that stands in what was sent. Being told to come again is no refusal. */
  refused(ids: readonly string[]): void {
    this.#write(ids.map((id) => `refused ${id}`));
  }

  close(): void {
    closeSync(this.#file);
  }

  #write(lines: readonly string[]): void {
    writeSync(this.#file, lines.map((line) => `${line}\n`).join(''));
    fsyncSync(this.#file);
  }
}

/** Reads journals from the disk; several writers may have written. */
export function readJournals(...paths: readonly string[]): Journalled {
  return journalOf(paths.flatMap((path) => readFileSync(path, 'utf8').split('\n')));
}

export function journalOf(lines: readonly string[]): Journalled {
  const sent = new Set<string>();
  const refused = new Set<string>();
  const acknowledged = new Map<string, Acknowledged[]>();
  for (const line of lines) {
    const [word, id = '', position = '', leafHash = ''] = line.split(' ');
    if (word === 'sent') sent.add(id);
    if (word === 'refused') refused.add(id);
    if (word !== 'acknowledged') continue;
    const places = acknowledged.get(id) ?? [];
    places.push({ position: Number(position), leafHash });
    acknowledged.set(id, places);
  }
  return { sent, refused, acknowledged };
}
