import cliProgress from 'cli-progress';
import type { ImportProgress } from '#libs/importers';

const LINE_EVERY_MS = 2_000;

export interface ProgressDisplay {
  readonly show: (progress: ImportProgress) => void;
  /** The file at hand is done. */
  readonly end: () => void;
}

/** On the error output, so that answers stay clean: a bar on a terminal, else a line at times. */
export function importProgress(isSilent: boolean): ProgressDisplay {
  if (isSilent) return { show: () => undefined, end: () => undefined };
  return process.stderr.isTTY ? bar() : lines();
}

function bar(): ProgressDisplay {
  const shown = new cliProgress.SingleBar({
    format: '{file} {bar} {value} of {total}',
    barsize: 30,
    clearOnComplete: true,
    hideCursor: true,
  });
  return {
    show: ({ file, done, total }) => {
      if (!shown.isActive) shown.start(total, 0, { file });
      shown.update(done, { file });
    },
    end: () => {
      shown.stop();
    },
  };
}

function lines(): ProgressDisplay {
  let saidAt = Date.now();
  return {
    show: ({ file, done, total }) => {
      if (Date.now() - saidAt < LINE_EVERY_MS) return;
      saidAt = Date.now();
      console.error(`${file}: ${done} of ${total}`);
    },
    end: () => undefined,
  };
}
