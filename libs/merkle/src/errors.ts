/** A text or byte sequence is not what its format says. Nothing of it may be used. */
export class Malformed extends Error {
  constructor(
    readonly what: 'note' | 'key' | 'checkpoint' | 'proof' | 'tile' | 'entry bundle',
    readonly reason: string,
  ) {
    super(`The ${what} is malformed: ${reason}.`);
    this.name = 'Malformed';
  }
}

/** A well-formed proof does not show what it is said to show. */
export class ProofRefused extends Error {
  constructor(readonly reason: string) {
    super(`The proof is refused: ${reason}.`);
    this.name = 'ProofRefused';
  }
}

/** No trusted key signed the note, or a signature in a trusted key's name is not that key's. */
export class SignatureRefused extends Error {
  constructor(
    readonly reason: 'no-trusted-signature' | 'invalid-signature',
    /** `name+keyId` of the signatures that the reason is about. */
    readonly keys: readonly string[],
  ) {
    super(
      reason === 'invalid-signature'
        ? `The signature by ${keys.join(', ')} is not valid.`
        : `No trusted key signed the note; it names ${keys.join(', ')}.`,
    );
    this.name = 'SignatureRefused';
  }
}
