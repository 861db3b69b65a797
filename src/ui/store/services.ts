/** The kinds of worker and how long each lives: one each for the data, the texts, the Lab and the map per visit, one per run. */
import { wrap } from 'comlink';
import type { DataService } from '../../protocol/dataService';
import { AppError } from '../../protocol/errors';
import type { LabService } from '../../protocol/labService';
import type { MapService } from '../../protocol/mapService';
import type { TextService } from '../../protocol/textService';
import type { TrainService } from '../../protocol/trainService';

/** A worker with its service. */
export interface ServiceWorker<S> {
  service: S;
  /** Waits for a call, and fails when the worker itself cannot start or breaks down: a call then never answers. */
  guard<T>(call: Promise<T>): Promise<T>;
  terminate(): void;
}

function connect<S>(worker: Worker, what: string): ServiceWorker<S> {
  let fail: (error: AppError) => void;
  const broken = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // Nobody may be waiting when it breaks; whoever calls next is told.
  broken.catch(() => undefined);
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    fail(
      new AppError(
        'internal',
        `${what} stopped working: ${event.message || 'its program could not be loaded'}.`,
        'Reload the page. If it happens again, the browser may be too old (it needs module workers) or out of memory.',
      ),
    );
  });
  return {
    // Every method of a service is asynchronous and takes its callbacks as proxies, so that the remote object has
    // the very type of the service.
    service: wrap<S>(worker) as S,
    guard: (call) => Promise.race([call, broken]),
    terminate: () => {
      worker.terminate();
      fail(new AppError('cancelled', `${what} was ended.`, ''));
    },
  };
}

const startDataWorker = () =>
  connect<DataService>(
    new Worker(new URL('../../../workers/data.worker.ts', import.meta.url), { type: 'module' }),
    'The data worker',
  );

const startTrainWorker = () =>
  connect<TrainService>(
    new Worker(new URL('../../../workers/train.worker.ts', import.meta.url), { type: 'module' }),
    'The training worker',
  );

const startLabWorker = () =>
  connect<LabService>(
    new Worker(new URL('../../../workers/lab.worker.ts', import.meta.url), { type: 'module' }),
    'The worker of the Lab',
  );

const startMapWorker = () =>
  connect<MapService>(
    new Worker(new URL('../../../workers/map.worker.ts', import.meta.url), { type: 'module' }),
    'The worker of the map',
  );

const startTextWorker = () =>
  connect<TextService>(
    new Worker(new URL('../../../workers/text.worker.ts', import.meta.url), { type: 'module' }),
    'The text worker',
  );

let data: ServiceWorker<DataService> | null = null;
let texts: ServiceWorker<TextService> | null = null;
let lab: ServiceWorker<LabService> | null = null;
let map: ServiceWorker<MapService> | null = null;
let spare: ServiceWorker<TrainService> | null = null;
let latest: ServiceWorker<TrainService> | null = null;

/** Calls the data worker, starting it when it is not there. */
export function withData<T>(call: (service: DataService) => Promise<T>): Promise<T> {
  data ??= startDataWorker();
  return data.guard(call(data.service));
}

/** Calls the text worker, starting it when it is not there. */
export function withText<T>(call: (service: TextService) => Promise<T>): Promise<T> {
  texts ??= startTextWorker();
  return texts.guard(call(texts.service));
}

/** Calls the worker of the Lab, starting it when it is not there. */
export function withLab<T>(call: (service: LabService) => Promise<T>): Promise<T> {
  lab ??= startLabWorker();
  return lab.guard(call(lab.service));
}

/** Calls the worker of the map, starting it when it is not there. */
export function withMap<T>(call: (service: MapService) => Promise<T>): Promise<T> {
  map ??= startMapWorker();
  return map.guard(call(map.service));
}

/** Calls a train worker that no run uses: for the catalogue, the backend, checkpoints. The next run takes it. */
export function withTrain<T>(call: (service: TrainService) => Promise<T>): Promise<T> {
  spare ??= startTrainWorker();
  return spare.guard(call(spare.service));
}

/** Ends the worker that waits for a run: its backend is chosen once, so that another backend needs another worker. */
export function dropSpareWorker(): void {
  spare?.terminate();
  spare = null;
}

/**
 * A train worker for one run: the one warmed up at load, or a new one. The worker of the run before is ended,
 * since GPU memory comes back only with the end of its worker.
 */
export function takeTrainWorker(): ServiceWorker<TrainService> {
  latest?.terminate();
  latest = spare ?? startTrainWorker();
  spare = null;
  return latest;
}

/** Ends the worker of a run at once. */
export function endTrainWorker(worker: ServiceWorker<TrainService>): void {
  worker.terminate();
  if (latest === worker) latest = null;
}
