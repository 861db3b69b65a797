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
export function useRunningSpec(): ExperimentSpec | null {
  return useTraining(({ activeId }) => (activeId === null ? null : (findRun(activeId)?.spec ?? null)));
}

/** How many settings wait for a restart. */
export function usePendingCount(): number {
  const running = useRunningSpec();
  return useExperiment(({ spec }) => (running ? pendingPaths(spec, running).length : 0));
}
