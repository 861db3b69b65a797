/** A long piece of work that can be watched and ended: its progress ten times a second, cancelling in between. */
import type { Progress } from '../protocol/dataService';
import { AppError } from '../protocol/errors';

const progressEveryMs = 100;
const yieldEveryMs = 40;

export interface Work {
  /**
   * Called often from inside long loops: reports progress, lets messages (such as `cancel`) in, and goes on.
   * `fraction` is 0..1 or null while unknown. What is done next is reported at once, so that a phase that takes long
   * never stands under the name of the one before.
   * @throws AppError `cancelled` once the work was ended.
   */
  pace(label: string, fraction: number | null): Promise<void>;
  signal: AbortSignal;
}

export function createWork(signal: AbortSignal, onProgress: (progress: Progress) => void): Work {
  let reportedAt = -Infinity;
  let reported = '';
  let yieldedAt = performance.now();
  return {
    signal,
    async pace(label, fraction) {
      const now = performance.now();
      if (label !== reported || now - reportedAt >= progressEveryMs) {
        onProgress({ label, fraction });
        reportedAt = now;
        reported = label;
      }
      if (now - yieldedAt >= yieldEveryMs) {
        // A macrotask: a promise alone would never let the message with `cancel` in.
        await new Promise<void>((resolve) => setTimeout(resolve, 0));
        yieldedAt = performance.now();
      }
      if (signal.aborted) throw new AppError('cancelled', 'This was cancelled.', '');
    },
  };
}

/** One piece of work at a time: a new one ends the one before. */
export class LatestWork {
  private job: AbortController | null = null;

  /** Does the work, giving it what `cancel` or a later call ends. */
  async run<T>(onProgress: (progress: Progress) => void, action: (work: Work) => Promise<T>): Promise<T> {
    this.cancel();
    const job = new AbortController();
    this.job = job;
    try {
      return await action(createWork(job.signal, onProgress));
    } finally {
      if (this.job === job) this.job = null;
    }
  }

  /** Ends what is in progress, if anything is. */
  cancel(): void {
    this.job?.abort();
  }
}

/** Work that nobody watches. */
export const quietWork = (): Work => createWork(new AbortController().signal, () => {});
