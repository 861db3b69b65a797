/** Which settings were changed since the run in progress started: it does not see them until a restart. */
import { changedSettings } from '../../protocol/specDiff';
import type { ExperimentSpec } from '../../protocol/spec';
import { useExperiment } from './experiment';
import { findRun } from './runs';
import { useTraining } from './training';

/** The one setting that a run in progress follows at once. */
export const livePath = 'optimizer.params.learningRate';

/** Paths in which the edited spec differs from the one that runs. */
export function pendingPaths(edited: ExperimentSpec, running: ExperimentSpec): string[] {
  return changedSettings(running, edited)
    .map(({ path }) => path)
    .filter((path) => {
      if (path === livePath) return edited.optimizer.id !== running.optimizer.id;
      // One run of a cross-validation has a fold of its own.
      return !(path === 'split.fold' && edited.split.fold === 0);
    });
}

/** The spec of the run in progress, which never changes while it runs; null when there is none. */
export function runningSpec(): ExperimentSpec | null {
  return findRun(useTraining.getState().activeId)?.spec ?? null;
}

const nothing: ReadonlySet<string> = new Set();
let last: { edited: ExperimentSpec; running: ExperimentSpec; paths: ReadonlySet<string> } | null = null;

/** What waits for a restart now; worked out once for all the fields that ask. */
function pendingNow(): ReadonlySet<string> {
  const running = runningSpec();
  if (!running) return nothing;
  const { spec: edited } = useExperiment.getState();
  if (last?.edited !== edited || last.running !== running)
    last = { edited, running, paths: new Set(pendingPaths(edited, running)) };
  return last.paths;
}

/** Looks again when a run starts or ends, and when a setting is edited; draws again only when the answer changes. */
function usePending<T extends number | boolean>(read: (paths: ReadonlySet<string>) => T): T {
  useExperiment(() => read(pendingNow()));
  return useTraining(() => read(pendingNow()));
}

/** Whether a setting waits for a restart. */
export const useIsPending = (path: string): boolean => usePending((paths) => paths.has(path));

/** How many settings wait for a restart. */
export const usePendingCount = (): number => usePending((paths) => paths.size);
