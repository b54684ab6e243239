/** Shows the key of the first start, which is stored nowhere, and how to use it. */
export function announceFirstKey(key: string, url: string, say: (line: string) => void): void {
  say(`Administrator key, shown only now: ${key}`);
  say(`  curl -H 'Authorization: Bearer ${key}' ${url}/v1/companies`);
}
