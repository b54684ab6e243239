import { createHash } from 'node:crypto';
import type { JsonObject } from '#libs/ledger';
import type { ImportedFile } from '../reading/imported-file.js';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The file at hand as evidence, where no notice on the web is known. */
export function paperOf({ name, bytes }: ImportedFile): JsonObject {
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    name,
    mediaType: name.toLowerCase().endsWith('.csv') ? 'text/csv' : DOCX,
    bytes: bytes.length,
  };
}
