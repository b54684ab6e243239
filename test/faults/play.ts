import { Random } from '../setup/random.js';
import { told } from './checker/check.js';
import type { FaultRow, Round, RoundResult } from './row.js';

export interface Playing {
  readonly seed: number;
  readonly isQuick: boolean;
  readonly say: (what: string) => void;
}

/** How the rounds that are being played are ended early. */
const underWay = new Set<() => Promise<void>>();

/** Where the process is told to end: no process, mount or folder of a round is left behind. */
export async function endRounds(): Promise<void> {
  await Promise.allSettled([...underWay].map((end) => end()));
}

/** Plays one round of a row; whatever it could not go on from is a finding. */
export async function playRound(
  round: (round: Round) => Promise<RoundResult>,
  { seed, isQuick, say }: Playing,
): Promise<RoundResult> {
  const undoing: (() => unknown)[] = [];
  const end = async (): Promise<void> => {
    for (const undo of undoing.splice(0).reverse()) await undo();
  };
  underWay.add(end);
  const atEnd = (undo: () => unknown): void => {
    undoing.push(undo);
  };
  try {
    const { did, findings } = await round({ seed, random: new Random(seed), isQuick, say, atEnd });
    return { did, findings: told(findings) };
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { did: 'it came to no end', findings: [`failed: ${reason}`] };
  } finally {
    await end();
    underWay.delete(end);
  }
}

/** The control: with a part that is broken on purpose, the row has to find what it looks for. */
export async function playControl({ control }: FaultRow, playing: Playing): Promise<RoundResult> {
  const { roundsMax = 1, finds } = control;
  let result: RoundResult | undefined;
  for (let round = 0; round < roundsMax; round += 1) {
    const its = { ...playing, isQuick: true, seed: playing.seed + round };
    result = await playRound(control.round, its);
    if (isFound(finds, result)) return result;
  }
  return result ?? { did: 'nothing', findings: [] };
}

export function isFound(finds: RegExp, { findings }: RoundResult): boolean {
  return findings.some((finding) => finds.test(finding));
}
