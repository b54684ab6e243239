import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidExport } from './errors.js';
import { checkDefinition } from './export-question.js';
import type { ExportDefinition, PreviousExport } from './export-question.js';
import { MANIFEST_FILE, MANIFEST_FORMAT } from './manifest.js';
import type { Manifest } from './manifest.js';

/**
 * The export in a folder, as the one that a delta of this definition begins from.
 * @throws InvalidExport where there is no whole one, or it is one of something else
 */
export async function previousIn(
  folder: string,
  definition: ExportDefinition,
): Promise<PreviousExport> {
  const bytes = await readFile(join(folder, MANIFEST_FILE)).catch(() => {
    throw new InvalidExport('missing-previous', `There is no whole export in ${folder}.`);
  });
  const manifest = manifestIn(bytes.toString(), folder);
  const different = differenceOf(manifest, definition);
  if (different !== undefined) {
    const message = `The export in ${folder} has another ${different}, so that no delta follows it.`;
    throw new InvalidExport('other-previous', message);
  }
  const manifestSha256 = createHash('sha256').update(bytes).digest('hex');
  return { ...manifest.asOf, manifestSha256 };
}

/** Whatever carries the format was written by an `ExportWriter`, here or elsewhere. */
function manifestIn(text: string, folder: string): Manifest {
  const manifest = jsonIn(text);
  const isManifest =
    typeof manifest === 'object' &&
    manifest !== null &&
    'format' in manifest &&
    manifest.format === MANIFEST_FORMAT;
  if (isManifest) return manifest as Manifest;
  const message = `${join(folder, MANIFEST_FILE)} is no manifest of the format ${MANIFEST_FORMAT}.`;
  throw new InvalidExport('missing-previous', message);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What makes two exports speak of different rows, columns or texts. */
function differenceOf(manifest: Manifest, definition: ExportDefinition): string | undefined {
  const { dataset, filters, columns, profile } = checkDefinition(definition);
  const wanted = {
    dataset: dataset.name,
    datasetVersion: dataset.version,
    filters,
    columns: columns.map(({ header }) => header),
    profile,
  };
  const fields = Object.keys(wanted) as (keyof typeof wanted)[];
  return fields.find((field) => canonical(manifest[field]) !== canonical(wanted[field]));
}

function canonical(value: unknown): string {
  const sorted =
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
      : value;
  return JSON.stringify(sorted);
}
