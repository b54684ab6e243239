const SEGMENT = /^[\p{L}\p{N}_][\p{L}\p{N}_. -]{0,99}$/u;
const SEGMENTS_MAX = 8;
export const FOLDER_PATH_LENGTH_MAX = 400;

/** The folders that a path names below the root of exports, one by one; undefined for any other. */
export function segmentsOf(path: string): readonly string[] | undefined {
  const segments = path.split('/');
  const isGood = segments.length <= SEGMENTS_MAX && segments.every(isSegment);
  return isGood && path.length <= FOLDER_PATH_LENGTH_MAX ? segments : undefined;
}

/** Neither `.`, `..` nor a hidden folder begins so, and none ends so that a system would rename it. */
function isSegment(segment: string): boolean {
  return SEGMENT.test(segment) && !/[. ]$/.test(segment);
}
