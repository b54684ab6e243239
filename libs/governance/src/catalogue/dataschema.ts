const DATASCHEMA = /^urn:edict:event:([a-z.-]+):([1-9]\d{0,3})$/;

/** The name of one version of a type's payload. */
export function dataschemaOf(type: string, version: number): string {
  return `urn:edict:event:${type}:${version}`;
}

/** The version that a schema name gives of a type; nothing where it names another type. */
export function versionOf(type: string, dataschema: string): number | undefined {
  const [, named, version] = DATASCHEMA.exec(dataschema) ?? [];
  return named === type ? Number(version) : undefined;
}
