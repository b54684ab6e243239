import type { ICommandHandler } from '@nestjs/cqrs';
import { Command, CommandHandler } from '@nestjs/cqrs';
import { parseStrict } from '#libs/ledger';
import type { Checked, IncomingEvent, RecordOptions } from '#libs/recording';
import { parseEnvelope, Recorder, Refused } from '#libs/recording';
import { gathered } from '../bodies/gathered.js';
import type { Line } from '../bodies/lines.js';
import { linesOf } from '../bodies/lines.js';
import { Metrics } from '../operations/metrics.js';
import { problemOf } from '../problems/problem-of.js';
import { Problem } from '../problems/problem.js';

/** Records a stream of events line by line; each line gets its own answer, in order. */
export class RecordLines extends Command<AsyncIterable<string>> {
  constructor(
    readonly source: AsyncIterable<Buffer>,
    readonly options: RecordOptions,
  ) {
    super();
  }
}

@CommandHandler(RecordLines)
export class RecordLinesHandler implements ICommandHandler<RecordLines> {
  constructor(
    private readonly recorder: Recorder,
    private readonly metrics: Metrics,
  ) {}

  execute({ source, options }: RecordLines): Promise<AsyncIterable<string>> {
    const decide = (lines: readonly Line[]) =>
      this.metrics.counted(verdictsOf(this.recorder, lines, options), options);
    return Promise.resolve(answers(source, decide));
  }
}

/** Lines are worked on only when the answers to those before are being taken. */
async function* answers(
  source: AsyncIterable<Buffer>,
  decide: (lines: readonly Line[]) => Promise<readonly Verdict[]>,
): AsyncGenerator<string> {
  for await (const lines of gathered(linesOf(source))) {
    const verdicts = await decide(lines);
    yield lines.map(({ number }, index) => answerLine(number, verdicts[index])).join('');
  }
}

type Verdict = Checked | Error;

async function verdictsOf(
  recorder: Recorder,
  lines: readonly Line[],
  options: RecordOptions,
): Promise<readonly Verdict[]> {
  const read = lines.map(readLine);
  try {
    const recorded = [...(await recorder.recordEach(read.filter(isEnvelope), options))];
    return read.map((one) => (isEnvelope(one) ? (recorded.shift() ?? lost()) : one));
  } catch (error) {
    // The client may send these lines again: what did get recorded is then a duplicate.
    const failure = error instanceof Error ? error : lost();
    return read.map((one) => (isEnvelope(one) ? failure : one));
  }
}

type Envelope = IncomingEvent | Refused;

function isEnvelope(read: Envelope | Error): read is Envelope {
  return !(read instanceof Error) || read instanceof Refused;
}

function readLine({ bytes }: Line): Envelope | Error {
  if (bytes === undefined) return new Problem('line-too-long', 'The line has more than 1 MiB.');
  try {
    return parseEnvelope(parseStrict(bytes));
  } catch (error) {
    return error instanceof Error ? error : lost();
  }
}

function lost(): Problem {
  return new Problem('internal', 'The line has no answer.');
}

function answerLine(line: number, verdict: Verdict | undefined): string {
  return `${JSON.stringify({ line, ...answerOf(verdict ?? lost()) })}\n`;
}

function answerOf(verdict: Verdict): object {
  if (verdict instanceof Error) return { problem: problemOf(verdict).document };
  const { duplicate, position, warnings } = verdict;
  const place = duplicate ? { duplicateOf: position } : { position };
  return warnings.length > 0 ? { ...place, warnings } : place;
}
