import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { ImportedFile } from '#libs/importers';
import { mediaTypeOf } from '../bodies/media-type.js';
import { Problem } from '../problems/problem.js';

export const FORM_TYPE = 'multipart/form-data';
const PART = 'file';
const TOO_LARGE = 'FST_REQ_FILE_TOO_LARGE';

/**
 * The one file of an upload.
 * @throws Problem `unsupported-media-type`, `invalid-upload`, `upload-too-large`
 */
export async function uploadedFile(request: FastifyRequest): Promise<ImportedFile> {
  mediaTypeOf(request.headers['content-type'], [FORM_TYPE]);
  const parts = request.files();
  const part = await next(parts);
  if (part === undefined || part.fieldname !== PART || part.filename === '') throw invalid();
  const bytes = await wholeOf(part);
  // The parser throws on its own only where more of the file follows what it has cut off.
  if (part.file.truncated) throw new Problem('upload-too-large', 'The file has more than 64 MiB.');
  if ((await next(parts)) !== undefined) throw invalid();
  return { name: part.filename, bytes };
}

async function next<Part>(parts: AsyncIterator<Part, undefined>): Promise<Part | undefined> {
  try {
    return (await parts.next()).value;
  } catch {
    // What the parser says of a broken form is of no use to whoever sent it.
    throw invalid();
  }
}

/** A form that ends in the middle of its file fails here. */
async function wholeOf(part: MultipartFile): Promise<Buffer> {
  try {
    return await part.toBuffer();
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    throw code === TOO_LARGE ? error : invalid();
  }
}

function invalid(): Problem {
  return new Problem('invalid-upload', `The form needs one file, in a part named "${PART}".`);
}
