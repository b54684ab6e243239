import { rm } from 'node:fs/promises';
import { formatSignerKey, formatVerifierKey } from '#libs/merkle';
import type { SignerKey } from '#libs/merkle';
import { readIfThere, replaceFile } from '#libs/runtime';
import { existingKeyFile, keysIn, NoSigningKey } from './load-signer.js';
import type { KeysOfLog, SignerSettings } from './load-signer.js';

const FOR_ITS_USER = 0o600;

/**
 * The file of the signing key while the log is begun anew: the next key stands in a file beside it
 * before anybody hears of it, and the former keys are kept in another, so that what is done twice
 * or half is brought to its end.
 */
export class KeyFiles {
  private constructor(
    private readonly path: string,
    private readonly text: string,
  ) {}

  /** @throws NoSigningKey */
  static async open(settings: SignerSettings): Promise<KeyFiles> {
    const { path, text } = await existingKeyFile(settings);
    return new KeyFiles(path, text);
  }

  get present(): KeysOfLog {
    return keysIn(this.text);
  }

  /** Those that signed up to a size: the present ones, as long as they are not replaced. */
  async former(origin: string, size: number): Promise<KeysOfLog> {
    if (this.present.origin === origin) return this.present;
    const text = await readIfThere(this.keptAt(size));
    if (text === undefined) throw new NoSigningKey(`The keys of ${origin} are not here any more.`);
    return keysIn(text);
  }

  async prepare(next: SignerKey): Promise<void> {
    await replaceFile(this.nextAt(), `${formatSignerKey(next)}\n`, FOR_ITS_USER);
  }

  /**
   * Puts the prepared key in place of those that signed up to a size.
   * @throws NoSigningKey where the key that was announced is in neither file
   */
  async replace(announced: string, size: number): Promise<void> {
    if (hasKey(this.text, announced)) {
      await rm(this.nextAt(), { force: true });
      return;
    }
    const next = await readIfThere(this.nextAt());
    if (next === undefined || !hasKey(next, announced)) {
      throw new NoSigningKey(
        `The key ${announced} was announced, but ${this.nextAt()} has it not.`,
      );
    }
    await replaceFile(this.keptAt(size), this.text, FOR_ITS_USER);
    await replaceFile(this.path, next, FOR_ITS_USER);
    await rm(this.nextAt());
  }

  private nextAt(): string {
    return `${this.path}.next`;
  }

  private keptAt(size: number): string {
    return `${this.path}.until-${size}`;
  }
}

function hasKey(text: string, verifierKey: string): boolean {
  return keysIn(text).keys.some(({ verifier }) => formatVerifierKey(verifier) === verifierKey);
}
