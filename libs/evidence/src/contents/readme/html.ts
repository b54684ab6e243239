const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text that stands for itself in a document. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ESCAPED[sign] ?? sign);
}

export function heading(text: string): string {
  return `<h2>${escaped(text)}</h2>\n`;
}

export function paragraph(text: string): string {
  return `<p>${escaped(text)}</p>\n`;
}

export function list(items: readonly string[]): string {
  return `<ul>\n${items.map((item) => `<li>${escaped(item)}</li>\n`).join('')}</ul>\n`;
}

export function command(text: string): string {
  return `<pre><code>${escaped(text)}</code></pre>\n`;
}

/** @param rows the first cell of each is its head */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const head =
    header.length === 0 ? '' : `<tr>${header.map((cell) => tag('th', cell)).join('')}</tr>\n`;
  const body = rows.map(
    ([first = '', ...rest]) =>
      `<tr>${tag('th', first)}${rest.map((cell) => tag('td', cell)).join('')}</tr>\n`,
  );
  return `<table>\n${head}${body.join('')}</table>\n`;
}

function tag(name: string, text: string): string {
  return `<${name}>${escaped(text)}</${name}>`;
}
