import { BATCH_SIZE_MAX, Refused } from '#libs/recording';
import type { IncomingEvent } from '#libs/recording';
import type { ImportContext } from './import-context.js';
import type { ImportReport } from './import-report.js';
import type { ImportedFile } from './reading/imported-file.js';
import { checkPacks } from './rule-packs/check-packs.js';
import { byPlace, RefusedPacks } from './rule-packs/pack-problem.js';
import type { PackProblem } from './rule-packs/pack-problem.js';
import { PackRecord } from './rule-packs/pack-record.js';
import { planPacks } from './rule-packs/plan-packs.js';
import type { PlannedEvent } from './rule-packs/plan-packs.js';
import { readPacks } from './rule-packs/read-packs.js';
import type { RulePack } from './rule-packs/rule-pack.js';

/** How often a plan is made again because others changed what it was made on. */
const REPLANS_MAX = 3;

/**
 * Imports rule packs that stand together: all of them, in one append, or nothing. Packs imported
 * before record only what changed.
 * @throws RefusedPacks with every problem of every pack
 * @throws UnreadableFile for a file that is too large or no UTF-8
 */
export async function importRulePacks(
  files: readonly ImportedFile[],
  context: ImportContext,
): Promise<readonly ImportReport[]> {
  const { packs, problems } = readPacks(files);
  for (let attempt = 0; ; attempt += 1) {
    const record = await PackRecord.load(packs, context.ledger);
    refuseIfAny(byPlace([...problems, ...checkPacks(packs, record)], files));
    const planned = plan(packs, record);
    if (await isRecorded(planned, context, attempt < REPLANS_MAX)) return reports(packs, planned);
  }
}

function plan(packs: readonly RulePack[], record: PackRecord): readonly PlannedEvent[] {
  const { events, problems } = planPacks(packs, record);
  refuseIfAny(problems);
  if (events.length > BATCH_SIZE_MAX) {
    const text = `The packs ask for ${events.length} events; at most ${BATCH_SIZE_MAX} are taken.`;
    const file = packs[0]?.file ?? '';
    refuseIfAny([{ file, line: 1, pointer: '', code: 'too-many-events', text }]);
  }
  return guarded(events, record);
}

/** A plan holds only on the streams that it was made on. */
function guarded(events: readonly PlannedEvent[], record: PackRecord): readonly PlannedEvent[] {
  const seen = new Set<string>();
  return events.map((planned) => {
    const { subject } = planned.event;
    if (seen.has(subject)) return planned;
    seen.add(subject);
    const expectedversion = record.history(subject).at(-1)?.sequence ?? 0;
    return { ...planned, event: { ...planned.event, expectedversion } };
  });
}

/** False where the plan was overtaken and may be made again. */
async function isRecorded(
  planned: readonly PlannedEvent[],
  { recorder, actor, dryRun = false }: ImportContext,
  mayReplan: boolean,
): Promise<boolean> {
  if (planned.length === 0) return true;
  const events: readonly IncomingEvent[] = planned.map(({ event }) => event);
  const verdicts = await recorder.recordEach(events, { actor, dryRun: true });
  if (mayReplan && verdicts.some(isOvertaken)) return false;
  refuseIfAny(verdicts.flatMap((one, index) => refusalOf(one, planned[index])));
  if (dryRun) return true;
  try {
    await recorder.record(events, { actor });
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (mayReplan && isOvertaken(error)) return false;
    throw new RefusedPacks(refusalOf(error, planned[error.index]));
  }
}

function isOvertaken(verdict: unknown): boolean {
  return verdict instanceof Refused && verdict.code === 'version-conflict';
}

function refusalOf(verdict: unknown, planned: PlannedEvent | undefined): readonly PackProblem[] {
  if (!(verdict instanceof Refused) || planned === undefined) return [];
  const { pack, pointer } = planned;
  const { code, detail, errors } = verdict;
  const text = [detail, ...errors.map((one) => `${one.pointer} ${one.message}`)].join(' ');
  return [{ file: pack.file, line: pack.lineOf(pointer), pointer, code, text }];
}

function refuseIfAny(problems: readonly PackProblem[]): void {
  if (problems.length > 0) throw new RefusedPacks(problems);
}

function reports(
  packs: readonly RulePack[],
  planned: readonly PlannedEvent[],
): readonly ImportReport[] {
  return packs.map((pack) => {
    const own = planned.filter((one) => one.pack === pack);
    const things = new Set(own.map(({ event }) => event.id.split('/').slice(0, 2).join('/')));
    const rows = rowsOf(pack);
    return {
      file: pack.file,
      kind: 'rule-pack',
      rows,
      taken: rows,
      reported: [],
      recorded: own.length,
      duplicates: rows - things.size,
    };
  });
}

/** Words, obligations and the instruments of which the pack says something itself. */
function rowsOf({ terms, instruments }: RulePack): number {
  const described = instruments.filter(({ steps }) => steps.length > 0);
  const obligations = instruments.flatMap((one) => one.obligations);
  return terms.length + described.length + obligations.length;
}
