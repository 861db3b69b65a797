/** How large the model of the experiment is, counted before it is trained. */

import { AppError } from '../../protocol/errors';
import type { ModelSize } from '../../protocol/modelSize';
import type { ExperimentSpec } from '../../protocol/spec';
import { createStore } from './createStore';
import { useDatasets } from './datasets';
import { useExperiment } from './experiment';
import { withTrain } from './services';
import { useSettings } from './settings';

interface ModelSizeState {
  /** Null while it is counted, and where it follows from more than counts. */
  size: ModelSize | null;
  /** The experiment that it was counted for. */
  of: ExperimentSpec | null;
}

export const useModelSize = createStore<ModelSizeState>(() => ({ size: null, of: null }));

let request = 0;

/** Counts it for the experiment and the split as they are now; a later call overtakes an earlier one. */
async function refresh(): Promise<void> {
  const mine = ++request;
  const { plan } = useDatasets.getState();
  const { spec } = useExperiment.getState();
  const { backend } = useSettings.getState();
  const counts = plan && {
    numUsers: plan.numUsers,
    numItems: plan.numItems,
    numSessions: plan.numSessions?.train ?? null,
  };
  // What is wrong with a spec is told where it is set, and by the run.
  const size =
    counts && (await withTrain((train) => train.modelSize(spec, counts, backend)).catch(() => null));
  if (mine === request) useModelSize.setState({ size, of: spec });
}

/** @throws AppError `too-large` where it is known already that an experiment can't be trained. */
export function refuseKnownTooLarge(spec: ExperimentSpec): void {
  const { size, of } = useModelSize.getState();
  if (of !== spec || !size?.refusal) return;
  const { code, what, hint } = size.refusal;
  throw new AppError(code, what, hint);
}

const delayMs = 300;

/** Keeps the size in step with the experiment, the data and the backend. */
export function followModelSize(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const recount = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), delayMs);
  };
  useDatasets.subscribe(({ plan }, before) => {
    if (plan !== before.plan) recount();
  });
  useSettings.subscribe(({ backend }, before) => {
    if (backend !== before.backend) recount();
  });
  useExperiment.subscribe(({ spec }, { spec: before }) => {
    const { model, optimizer, train } = spec;
    if (
      model !== before.model ||
      optimizer.id !== before.optimizer.id ||
      train.batchSize !== before.train.batchSize
    )
      recount();
  });
}
