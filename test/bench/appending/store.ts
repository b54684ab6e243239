/** One event as every store gets it; with what Edict adds, a leaf has about 600 bytes. */
export interface AppendedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, string>>;
}

/** An event store, as an application would use it. */
export interface Store {
  /** Appends durably to a stream that has so many events; fails where it has more or less. */
  append(stream: string, version: number, event: AppendedEvent): Promise<void>;
  close(): Promise<void>;
}

/** @param url of a database of its own, in which it makes what it needs */
export type OpenStore = (url: string) => Promise<Store>;
