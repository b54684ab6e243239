const LF = 0x0a;
const QUOTE = 0x22;

/** Finds where records end in CSV that comes in parts: at each LF that stands outside quotes. */
export class RecordEnds {
  private isQuoted = false;

  /** The places of those LF in the next part. */
  in(part: Buffer): readonly number[] {
    const ends: number[] = [];
    let { isQuoted } = this;
    for (let at = 0; at < part.length; at += 1) {
      const byte = part[at];
      if (byte === QUOTE) isQuoted = !isQuoted;
      else if (byte === LF && !isQuoted) ends.push(at);
    }
    this.isQuoted = isQuoted;
    return ends;
  }
}
