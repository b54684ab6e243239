/** An erasure cannot be asked for or approved. `code` is public API. */
export class ErasureRefused extends Error {
  override readonly name = 'ErasureRefused';

  constructor(
    readonly code:
      | 'unknown-event'
      | 'unknown-erasure'
      | 'nothing-personal'
      | 'nothing-to-erase'
      | 'already-erased'
      | 'names-the-person'
      | 'too-much-to-erase'
      | 'second-pair-of-eyes',
    readonly detail: string,
    /** JSON pointer into the request, where it is about a part of it. */
    readonly pointer?: string,
  ) {
    super(detail);
  }
}
