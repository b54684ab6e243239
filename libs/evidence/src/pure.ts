/** The verification of packs. It reaches no database, so that anybody can verify, anywhere. */
export { answerAboutPack } from './verifying/answer.js';
export type { AskedOfPack, PackAnswer } from './verifying/answer.js';
export { WrongUse } from './verifying/errors.js';
export { readOlderNotes } from './verifying/older-notes.js';
export { linesOfPack } from './verifying/report.js';
export type { OlderNote } from './verifying/trust-roots.js';
export { PACK_EXIT } from './verifying/verified-pack.js';
export type { PackExit, VerifiedPack } from './verifying/verified-pack.js';
export { verifyPack } from './verifying/verify-pack.js';
export type { PackVerification } from './verifying/verify-pack.js';
