import cliProgress from 'cli-progress';

const LINE_EVERY_MS = 2_000;

/** How far a piece of long work is; `what` names it. */
export interface Progress {
  readonly what: string;
  readonly done: number;
  /** Absent where nobody knows. */
  readonly total?: number;
}

export interface ProgressDisplay {
  readonly show: (progress: Progress) => void;
  /** The work at hand is done. */
  readonly end: () => void;
}

/** On the error output, so that answers stay clean: a bar on a terminal, else a line at times. */
export function progressDisplay(isSilent: boolean): ProgressDisplay {
  if (isSilent) return { show: () => undefined, end: () => undefined };
  return process.stderr.isTTY ? bar() : lines();
}

function bar(): ProgressDisplay {
  let shown: cliProgress.SingleBar | undefined;
  return {
    show: ({ what, done, total }) => {
      if (shown === undefined) {
        shown = barOf(total);
        shown.start(total ?? 0, 0, { what });
      } else if (total !== undefined) shown.setTotal(total);
      shown.update(done, { what });
    },
    end: () => {
      shown?.stop();
      shown = undefined;
    },
  };
}

function barOf(total: number | undefined): cliProgress.SingleBar {
  return new cliProgress.SingleBar({
    format: total === undefined ? '{what} {value}' : '{what} {bar} {value} of {total}',
    barsize: 30,
    clearOnComplete: true,
    hideCursor: true,
  });
}

/** What is shown too soon after a line is said when its time has come, unless more is shown. */
function lines(): ProgressDisplay {
  let saidAt = Date.now();
  let later: NodeJS.Timeout | undefined;
  const say = ({ what, done, total }: Progress): void => {
    saidAt = Date.now();
    console.error(total === undefined ? `${what}: ${done}` : `${what}: ${done} of ${total}`);
  };
  return {
    show: (progress) => {
      clearTimeout(later);
      const waitMs = saidAt + LINE_EVERY_MS - Date.now();
      if (waitMs <= 0) say(progress);
      else later = setTimeout(say, waitMs, progress);
    },
    end: () => {
      clearTimeout(later);
    },
  };
}
