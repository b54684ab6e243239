const SEGMENT = /^[\p{L}\p{N}_][\p{L}\p{N}_. -]{0,99}$/u;
const SEGMENTS_MAX = 8;
/** What systems of files take for one name. */
const SEGMENT_BYTES_MAX = 255;
/** With the name of a file it is still within what a bucket takes for a key. */
const PATH_BYTES_MAX = 800;
export const FOLDER_PATH_LENGTH_MAX = 400;

/** The folders that a path names below the root of exports, one by one; undefined for any other. */
export function segmentsOf(path: string): readonly string[] | undefined {
  const segments = path.split('/');
  const isGood = segments.length <= SEGMENTS_MAX && segments.every(isSegment);
  const isShort =
    path.length <= FOLDER_PATH_LENGTH_MAX && Buffer.byteLength(path) <= PATH_BYTES_MAX;
  return isGood && isShort ? segments : undefined;
}

/** Neither `.`, `..` nor a hidden folder begins so, and none ends so that a system would rename it. */
function isSegment(segment: string): boolean {
  if (Buffer.byteLength(segment) > SEGMENT_BYTES_MAX) return false;
  return SEGMENT.test(segment) && !/[. ]$/.test(segment);
}
