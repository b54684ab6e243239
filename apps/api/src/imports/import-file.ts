import type { ICommandHandler } from '@nestjs/cqrs';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { ImportedFile, ImportReport } from '#libs/importers';
import { Importer } from '#libs/importers';
import type { RecordOptions } from '#libs/recording';

/** Imports a file of any kind that is recognised by its content. */
export class ImportFile extends Command<ImportReport> {
  constructor(
    readonly file: ImportedFile,
    readonly options: RecordOptions,
  ) {
    super();
  }
}

@CommandHandler(ImportFile)
export class ImportFileHandler implements ICommandHandler<ImportFile> {
  constructor(private readonly importer: Importer) {}

  execute({ file, options }: ImportFile): Promise<ImportReport> {
    return this.importer.import(file, options);
  }
}
