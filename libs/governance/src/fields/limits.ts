/** Every text and list of a payload has one of these bounds, counted in UTF-16 units or members. */
export const WORD_LENGTH_MAX = 100;
export const NAME_LENGTH_MAX = 200;
export const TITLE_LENGTH_MAX = 300;
export const SENTENCE_LENGTH_MAX = 1_000;
export const TEXT_LENGTH_MAX = 4_000;
export const URL_LENGTH_MAX = 2_000;
export const LIST_LENGTH_MAX = 100;
export const EVIDENCE_LENGTH_MAX = 20;
export const FACTS_MAX = 100;
export const FILE_BYTES_MAX = 1_073_741_824;
