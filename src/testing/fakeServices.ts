/** Workers for tests of the stores: runs that a test ends itself, and the Lab's own arithmetic in the same thread. */
import type { RunEvent } from '../protocol/events';
import type { ExperimentSpec } from '../protocol/spec';
import { LabWorker } from '../train/labService';

/** A run as the fake worker sees it: told what to train, and how to end. */
export const fakeRuns: { spec: ExperimentSpec; end(event: RunEvent): void }[] = [];

const train = {
  run: (spec: ExperimentSpec, _data: unknown, _options: unknown, onEvent: (event: RunEvent) => void) =>
    new Promise<void>((resolve) => {
      const end = (event: RunEvent) => {
        resolve();
        onEvent(event);
      };
      fakeRuns.push({ spec, end });
    }),
  stop: () => Promise.resolve(),
};

const data = {
  open: () => Promise.resolve({ userAttributes: [], itemAttributes: [], predefinedSplits: [] }),
  planSplit: () => Promise.resolve({ folds: ['only'] }),
};

/** In place of the module `services`. */
export const fakeServices = {
  withData: (call: (service: unknown) => unknown) => call(data),
  withLab: (call: (service: LabWorker) => unknown) => call(new LabWorker()),
  withTrain: () => Promise.resolve(null),
  takeTrainWorker: () => ({ service: train, guard: (call: unknown) => call, terminate: () => undefined }),
  endTrainWorker: () => undefined,
  dropSpareWorker: () => undefined,
};
