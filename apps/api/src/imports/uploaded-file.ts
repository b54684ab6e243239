import type { FastifyRequest } from 'fastify';
import '@fastify/multipart';
import type { ImportedFile } from '#libs/importers';
import { mediaTypeOf } from '../bodies/media-type.js';
import { Problem } from '../problems/problem.js';

export const FORM_TYPE = 'multipart/form-data';
const PART = 'file';

/**
 * The one file of an upload.
 * @throws Problem `unsupported-media-type`, `invalid-upload`; an error of the parser when too large
 */
export async function uploadedFile(request: FastifyRequest): Promise<ImportedFile> {
  mediaTypeOf(request.headers['content-type'], [FORM_TYPE]);
  const part = await firstPart(request);
  if (part === undefined || part.fieldname !== PART || part.filename === '') throw invalid();
  return { name: part.filename, bytes: await part.toBuffer() };
}

async function firstPart(request: FastifyRequest) {
  try {
    return await request.file();
  } catch {
    // What the parser says of a broken form is of no use to whoever sent it.
    throw invalid();
  }
}

function invalid(): Problem {
  return new Problem('invalid-upload', `The form needs one file, in a part named "${PART}".`);
}
