/** The file is no evidence pack as Edict writes it. Nothing of it is believed. */
export class MalformedPack extends Error {
  constructor(readonly reason: string) {
    super(`The pack is malformed: ${reason}.`);
    this.name = 'MalformedPack';
  }
}

/** The pack is well-formed, but the bytes of an entry are not those that it says they are. */
export class AlteredEntry extends Error {
  constructor(
    /** The name of the entry. */
    readonly entry: string,
    readonly reason: string,
  ) {
    super(`The bytes of ${entry} were altered: ${reason}.`);
    this.name = 'AlteredEntry';
  }
}
