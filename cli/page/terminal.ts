/** The page behind `npm run train`: the same workers as the app, with no interface but a few functions. */
import * as Comlink from 'comlink';
import type { DataService, ImportOutcome, Progress, SourceFile } from '../../src/protocol/dataService';
import { buffersOf } from '../../src/protocol/dataset';
import { reportOf } from '../../src/protocol/errors';
import { afterFailure, type Recovery } from '../../src/protocol/deviceLoss';
import type { RunEvent } from '../../src/protocol/events';
import type { ExperimentSpec } from '../../src/protocol/spec';
import { keptVectors } from '../../src/protocol/itemVectors';
import type { TrainService } from '../../src/protocol/trainService';
import type { Answer } from './terminalPage';

const data = Comlink.wrap<DataService>(
  new Worker(new URL('../../workers/data.worker.ts', import.meta.url), { type: 'module', name: 'data' }),
);

/** Uses a fresh train worker, and ends it: tfjs never gives its memory back. */
async function withTrainWorker<T>(use: (train: Comlink.Remote<TrainService>) => Promise<T>): Promise<T> {
  const worker = new Worker(new URL('../../workers/train.worker.ts', import.meta.url), {
    type: 'module',
    name: 'train',
  });
  const broken = new Promise<never>((_resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message || 'The train worker could not be started.'));
  });
  try {
    return await Promise.race([use(Comlink.wrap<TrainService>(worker)), broken]);
  } finally {
    worker.terminate();
  }
}

async function answer<T>(work: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error: reportOf(error) };
  }
}

const onProgress = Comlink.proxy((progress: Progress) => {
  void window.tellTerminal({ type: 'progress', progress });
});

type Attempt = Pick<Recovery, 'resume' | 'backend' | 'losses'>;

/** One run in a worker of its own. @returns how it goes on by itself where it lost its GPU, else null */
const attempt = (spec: ExperimentSpec, runId: string, from: Attempt): Promise<Recovery | null> =>
  withTrainWorker(async (train) => {
    const dataset = await data.open(spec.data.fingerprint, keptVectors(spec.data.vectors));
    let told: Promise<void> = Promise.resolve();
    let recovery: Recovery | null = null;
    const onEvent = (event: RunEvent): void => {
      if (event.type === 'failed') recovery = afterFailure(event, from);
      if (!recovery) told = window.tellTerminal({ type: 'run', event });
    };
    const { resume, backend } = from;
    await train.run(
      spec,
      Comlink.transfer(dataset, buffersOf(dataset)),
      { runId, backend, resume },
      Comlink.proxy(onEvent),
    );
    await told;
    return recovery;
  });

window.terminalPage = {
  catalog: () => answer(() => withTrainWorker((train) => train.catalog())),
  generate: () => answer(() => data.generate(onProgress)),
  importFiles: (paths, options) =>
    answer<ImportOutcome>(async () => {
      const { files } = document.querySelector('input')!;
      const sources: SourceFile[] = [...files!].map((blob, index) => ({ path: paths[index]!, blob }));
      return await data.importFiles(sources, options, onProgress);
    }),
  planSplit: (spec) => answer(() => data.planSplit(spec.data.fingerprint, spec)),
  run: (spec, backend) =>
    answer(async () => {
      const runId = crypto.randomUUID();
      let next: Attempt = { resume: false, backend, losses: 0 };
      for (;;) {
        const recovery = await attempt(spec, runId, next);
        if (!recovery) return null;
        await window.tellTerminal({ type: 'recovery', recovery });
        next = recovery;
      }
    }),
};
