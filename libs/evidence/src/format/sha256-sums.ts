/** The name and hash of each file in the form that `sha256sum --check` reads. */
export function formatSums(
  files: readonly { readonly name: string; readonly sha256: string }[],
): string {
  return files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
}
