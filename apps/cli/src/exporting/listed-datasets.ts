import { DATASETS } from '#libs/exports';
import type { Dataset, DatasetFilter } from '#libs/exports';

/** What there is to export, for programs. */
export function jsonOfDatasets(): object {
  return DATASETS.map(({ name, version, title, key, columns, filters }) => ({
    name,
    version,
    title,
    key,
    columns: columns.map(({ header, datatype, title: called }) => ({
      name: header,
      datatype,
      title: called,
    })),
    filters: Object.entries(filters).map(([filter, { description, choices, repeats }]) => ({
      name: filter,
      description,
      ...(choices && { choices }),
      repeats,
    })),
  }));
}

/** The same for people. */
export function linesOfDatasets(): readonly string[] {
  return DATASETS.flatMap(linesOf);
}

function linesOf({ name, title, columns, filters }: Dataset): readonly string[] {
  return [
    `${name}: ${title.en} ${title.zh}`,
    `  columns: ${columns.map(({ header }) => header).join(', ')}`,
    ...Object.entries(filters).map(([filter, about]) => `  --filter ${filter}=${meaning(about)}`),
  ];
}

function meaning({ choices, description }: DatasetFilter): string {
  return choices === undefined ? `...  ${description}` : `${choices.join('|')}  ${description}`;
}
