const FOR_ALL = /^(?:instruments|calendars|terms|sources)\//;

/** Whether a stream is one that the duties of every company, or their wording, rest on. */
export function isForAll(stream: string): boolean {
  return FOR_ALL.test(stream);
}
