import cliProgress from 'cli-progress';

const LINE_EVERY_MS = 2_000;

/** How far a piece of long work is; `what` names it. */
export interface Progress {
  readonly what: string;
  readonly done: number;
  readonly total: number;
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
  const shown = new cliProgress.SingleBar({
    format: '{what} {bar} {value} of {total}',
    barsize: 30,
    clearOnComplete: true,
    hideCursor: true,
  });
  return {
    show: ({ what, done, total }) => {
      if (shown.isActive) shown.setTotal(total);
      else shown.start(total, 0, { what });
      shown.update(done, { what });
    },
    end: () => {
      shown.stop();
    },
  };
}

function lines(): ProgressDisplay {
  let saidAt = Date.now();
  return {
    show: ({ what, done, total }) => {
      if (Date.now() - saidAt < LINE_EVERY_MS) return;
      saidAt = Date.now();
      console.error(`${what}: ${done} of ${total}`);
    },
    end: () => undefined,
  };
}
