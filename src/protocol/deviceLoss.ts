/** What follows when a GPU is lost in mid-run: the run goes on by itself, the second time on the processor. */
import type { ErrorReport } from './errors';
import type { Backend } from './events';

export interface Recovery {
  /** From the last checkpoint; if not, from the beginning. */
  resume: boolean;
  /** Null: the best there is. */
  backend: Backend | null;
  /** How often the run has lost its GPU. */
  losses: number;
  /** What happened and what follows, for people. */
  what: string;
  hint: string;
}

const where = (checkpoint: boolean, on: string): string =>
  checkpoint
    ? `The run goes on from its last checkpoint${on}; nothing is lost but the steps since then, which are repeated.`
    : `There is no checkpoint yet: the run starts again from the beginning${on}.`;

/**
 * @param failed how the run failed, and whether it left a checkpoint
 * @param before losses before this one, and the backend that was asked for
 * @returns null where a run does not go on by itself
 */
export function afterFailure(
  failed: { error: ErrorReport; canResume: boolean },
  before: { losses: number; backend: Backend | null },
): Recovery | null {
  const { error, canResume: resume } = failed;
  const again = { resume, losses: before.losses + 1 };
  if (error.code === 'device-lost' && before.losses === 0)
    return { ...again, backend: before.backend, what: error.what, hint: where(resume, '') };
  // A GPU that was just lost may also be gone for good.
  const gone = error.code === 'no-backend' && before.losses > 0;
  if ((error.code === 'device-lost' || gone) && before.backend !== 'wasm')
    return { ...again, backend: 'wasm', what: error.what, hint: where(resume, ', on the processor') };
  return null;
}
