import {
  Malformed,
  openCheckpoint,
  parseCheckpoint,
  parseSignedNote,
  parseVerifierKey,
  SignatureRefused,
} from '#libs/merkle';
import type { VerifiedCheckpoint, VerifierKey } from '#libs/merkle';
import { WrongUse } from './errors.js';

/** A signed note that was kept elsewhere, and what it is called in messages. */
export interface OlderNote {
  readonly note: Uint8Array;
  readonly where: string;
}

/** A checkpoint that was kept elsewhere. */
export interface OlderCheckpoint {
  readonly checkpoint: VerifiedCheckpoint;
  readonly where: string;
}

/** The keys that whoever verifies has from elsewhere; nothing in a pack is ever one of them. */
export class TrustRoots {
  private constructor(private readonly keys: readonly VerifierKey[]) {}

  /** @throws WrongUse for a text that is no verifier key */
  static of(texts: readonly string[]): TrustRoots {
    return new TrustRoots(texts.map(keyOf));
  }

  /** Without any, signatures are not checked: a pack attests to itself only. */
  get areGiven(): boolean {
    return this.keys.length > 0;
  }

  /**
   * The checkpoint in a note, once one of the keys has signed it.
   * @throws Malformed, SignatureRefused
   */
  open(note: Uint8Array): VerifiedCheckpoint {
    if (this.areGiven) return openCheckpoint(note, this.keys);
    const { text } = parseSignedNote(note);
    const written = Buffer.from(note).toString('utf8');
    return { ...parseCheckpoint(text), note: written, signedBy: [] };
  }

  /** @throws WrongUse for one that is none, or that none of the keys signed */
  openOlder({ note, where }: OlderNote): OlderCheckpoint {
    try {
      return { checkpoint: this.open(note), where };
    } catch (cause) {
      if (!(cause instanceof Malformed || cause instanceof SignatureRefused)) throw cause;
      throw new WrongUse(`The checkpoint in ${where} cannot be used: ${cause.message}`, { cause });
    }
  }
}

function keyOf(text: string): VerifierKey {
  try {
    return parseVerifierKey(text.trim());
  } catch (cause) {
    if (!(cause instanceof Malformed)) throw cause;
    const shown = JSON.stringify(text);
    throw new WrongUse(`The key ${shown} cannot be used: ${cause.message}`, { cause });
  }
}
