/** This project: the models of `src/models` on the engine, as a run of the page trains and ranks them. */
import { startWasm } from '../../src/engine/backends/wasm';
import { findAdapter, startWebGpu } from '../../src/engine/backends/webgpu';
import { optimizers } from '../../src/engine/optimizers/registry';
import { TrainingStep } from '../../src/engine/trainingStep';
import { models } from '../../src/models/registry';
import type { TrainingFacts } from '../../src/models/model';
import { pick, readParams } from '../../src/protocol/registry';
import type { Params } from '../../src/protocol/spec';
import { assemble, toTensors, type Trainable } from '../../src/train/assemble';
import type { RankingWorkload, TrainingWorkload, Workload } from '../workloads/workload';
import type { Contender, Ranking, StartContender, Training } from './contender';
import { rankInTiles } from './rankTile';

export const startOursWebGpu: StartContender = async () => {
  const found = await findAdapter();
  if (!found) throw new Error('The browser offers no WebGPU adapter.');
  const fail = (message: string): never => {
    throw new Error(message);
  };
  await startWebGpu(found.adapter, { onLost: fail, onError: fail });
  return ours;
};

export const startOursCpu: StartContender = async ({ wasmBinaries }) => {
  if (!(await startWasm(wasmBinaries))) throw new Error('WebAssembly cannot start.');
  return ours;
};

const ours: Contender = {
  async train(workload) {
    const training = new OurTraining(workload);
    await training.reset();
    return training;
  },
  rankAll: (workload) => Promise.resolve(rankWithOurs(workload)),
};

/** Only what the models ask for; the interactions themselves are those of the batch. */
function factsOf({ numUsers, numItems }: Workload): TrainingFacts {
  return {
    numUsers,
    numItems,
    users: new Int32Array(0),
    items: new Int32Array(0),
    ratings: new Float32Array(0),
    itemCounts: new Int32Array(numItems),
    meanRating: 0,
    ratingScale: { min: 1, max: 5, step: 1 },
    oracle: null,
  };
}

function assembled(workload: Workload, modelId: string, params: Params, loss: string): Trainable {
  const model = pick(models, 'model', modelId);
  const trainable = assemble(model, readParams(model, params), factsOf(workload), {
    loss: { id: loss, params: {} },
    seed: workload.seed,
    l2: 0,
    pretrained: new Map(),
  });
  trainable.weights.restore(
    Object.fromEntries(Object.entries(workload.weights).map(([name, { values }]) => [name, values])),
  );
  return trainable;
}

class OurTraining implements Training {
  private readonly workload: TrainingWorkload;
  private trainable: Trainable | null = null;
  private step: TrainingStep | null = null;
  private done = 0;

  constructor(workload: TrainingWorkload) {
    this.workload = workload;
  }

  reset(): Promise<void> {
    this.step?.dispose();
    this.trainable?.dispose();
    const { model, loss, adam } = this.workload;
    this.trainable = assembled(this.workload, model.id, model.params as Params, loss);
    const { learningRate, beta1, beta2 } = adam;
    const optimizer = pick(optimizers, 'optimizer', 'adam');
    this.step = new TrainingStep(
      this.trainable.weights,
      optimizer,
      readParams(optimizer, { learningRate, beta1, beta2 }) as Params,
    );
    this.done = 0;
    return Promise.resolve();
  }

  run(steps: number): void {
    const { batch } = this.workload;
    for (let i = 0; i < steps; i++) {
      const at = { epoch: 1, step: this.done++ };
      this.step!.run(() => this.trainable!.objective(toTensors(batch), at), batch.size);
    }
  }

  async lastLoss(): Promise<number> {
    return (await this.step!.takeLossSum()) / this.workload.batch.size;
  }
}

function rankWithOurs(workload: RankingWorkload): Ranking {
  const { factors } = workload;
  const { scorer } = assembled(workload, 'mf', { factors, itemBias: false }, 'bpr');
  return {
    rank: () =>
      rankInTiles(workload, (from, count) =>
        scorer.scoreUsers(Int32Array.from({ length: count }, (_, row) => from + row)),
      ),
  };
}
