/** This project: the models of `src/models`, their steps compiled by the engine for the GPU or the CPU. */
import { startBackend } from '../../src/engine/backends/startBackend';
import { compileTraining, lossBuffer, lossSlots, scalar } from '../../src/engine/compile/training';
import type { BufferPlace } from '../../src/engine/compile/namedBuffers';
import type { OptimizerDefinition } from '../../src/engine/optimizers/optimizer';
import { optimizers } from '../../src/engine/optimizers/registry';
import type { BufferSpec, StepValues } from '../../src/engine/program/program';
import { compileOn, maxBuffersOn, partsOn, type ProgramHost } from '../../src/engine/programHost';
import * as tf from '../../src/engine/tf';
import { scoreAllUnseen } from '../../src/evaluate/scoring';
import { Ranker } from '../../src/evaluate/ranker';
import { History } from '../../src/data/sample/history';
import type { Batch } from '../../src/models/losses/loss';
import { models } from '../../src/models/registry';
import type { TrainingFacts } from '../../src/models/model';
import type { Dataset } from '../../src/protocol/dataset';
import { pick, readParams } from '../../src/protocol/registry';
import type { Params } from '../../src/protocol/spec';
import { assemble, type Trainable } from '../../src/train/interactions/assemble';
import { compiledScorer } from '../../src/train/interactions/compiledScorer';
import type { RankingWorkload, TrainingWorkload, Workload } from '../workloads/workload';
import type { Contender, Ranking, StartContender, Training } from './contender';

const starter =
  (backend: 'webgpu' | 'wasm'): StartContender =>
  async ({ wasmBinaries }) => {
    const fail = (message: string): never => {
      throw new Error(message);
    };
    const { host } = await startBackend(backend, wasmBinaries, { onLost: fail, onError: fail });
    if (!host) throw new Error('WebAssembly has no SIMD here.');
    // Networks are built of tensors, wherever their programs run.
    await tf.setBackend('cpu');
    return contenderOn(host);
  };
export const startOursWebGpu = starter('webgpu');
export const startOursCpu = starter('wasm');

const contenderOn = (host: ProgramHost): Contender => ({
  train: (workload) => trainOn(host, workload),
  rankAll: (workload) => Promise.resolve(rankOn(host, workload)),
});

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
  return assemble(model, readParams(model, params), factsOf(workload), {
    loss: { id: loss, params: {} },
    seed: workload.seed,
    l2: 0,
    pretrained: new Map(),
  });
}

/** A compiled step on a batch that stays where it is. (A run of the page has its batches drawn where it trains.) */
async function trainOn(host: ProgramHost, workload: TrainingWorkload): Promise<Training> {
  const { batch, model, loss, seed, adam } = workload;
  const optimizer: OptimizerDefinition = pick(optimizers, 'optimizer', 'adam');
  const { learningRate, beta1, beta2 } = adam;
  const params = readParams(optimizer, { learningRate, beta1, beta2 }) as Params;
  const { users, items, negatives, targets, weights } = batch;
  const columns = { users, items, ...(loss === 'bpr' ? { negatives } : { targets }), weights };
  const trainable = assembled(workload, model.id, model.params as Params, loss);
  const { program, places } = compileTraining({
    weights: trainable.weights,
    inputs: Object.entries(columns).map(([name, values]) => ({
      name,
      dtype: values instanceof Int32Array ? 'int32' : 'float32',
    })),
    batchSize: batch.size,
    objective: (inputs, count) =>
      trainable.objective({ ...Object.fromEntries(inputs), count } as unknown as Batch, {
        epoch: 1,
        step: 0,
      }),
    optimizer,
    params,
    partsOf: partsOn(host),
    maxBuffers: maxBuffersOn(host),
  });
  trainable.dispose();
  const executable = await compileOn(host, program, { seed });
  for (const buffer of program.buffers)
    if (buffer.role === 'input') executable.write(buffer.name, placed(buffer, places, columns));
  const first = Object.fromEntries(
    Object.entries(workload.weights).map(([weight, { values }]) => [weight, values]),
  );
  let done = 0;
  const training: Training = {
    reset() {
      for (const buffer of program.buffers)
        if (buffer.role === 'weight' || buffer.role === 'sum')
          executable.write(buffer.name, placed(buffer, places, first));
      done = 0;
      return Promise.resolve();
    },
    run(steps) {
      const values: StepValues[] = [];
      for (let i = 0; i < steps; i++) {
        const scalars: number[] = [];
        scalars[scalar.count] = batch.size;
        scalars[scalar.stepSize] = optimizer.stepSize(done + 1, params);
        scalars[scalar.lossSlot] = done % lossSlots;
        values.push({ epoch: 1, step: done++, scalars });
      }
      executable.run(values);
    },
    async finish() {
      const losses = await executable.read(lossBuffer);
      // Slots are added to, and come round again.
      executable.write(lossBuffer, new Float32Array(lossSlots));
      return losses[(done - 1) % lossSlots]! / batch.size;
    },
  };
  await training.reset();
  return training;
}

/** The values that lie in a buffer, where they lie; 0 for Adam's moments, the loss and what is between. */
function placed(
  { name, type, length }: BufferSpec,
  places: ReadonlyMap<string, BufferPlace>,
  values: Readonly<Record<string, Float32Array | Int32Array>>,
): Float32Array | Int32Array {
  const whole = type === 'f32' ? new Float32Array(length) : new Int32Array(length);
  for (const [each, { buffer, offset }] of places)
    if (buffer === name && values[each]) whole.set(values[each], offset);
  return whole;
}

/** As the evaluator ranks: where the scores are made if the scorer can, else on the host. */
function rankOn(host: ProgramHost, workload: RankingWorkload): Ranking {
  const { factors, weights, numUsers, numItems, train } = workload;
  const scorer = compiledScorer({
    host,
    trainable: assembled(workload, 'mf', { factors, itemBias: false }, 'bpr'),
    numItems,
    versionOfWeights: () => 0,
    copyWeights(to) {
      for (const [name, { values }] of Object.entries(weights)) to.write(name, values);
      return Promise.resolve();
    },
  });
  const users = Int32Array.from({ length: numUsers }, (_, user) => user);
  const oneEach = Int32Array.from({ length: numUsers + 1 }, (_, user) => user);
  const heldOut = new History(oneEach, workload.heldOut, new Int32Array(numItems));
  const task = { users, masked: train, heldOut, listLength: 0 };
  // Of the data itself ranking on the host needs no more, but to name a user whose scores are no numbers.
  const onHost = scoreAllUnseen({ numItems } as Dataset, train, heldOut);
  return {
    async rank() {
      const ranks = new Int32Array(numUsers);
      let done = 0;
      const counted = await scorer.countRanks?.(task);
      if (counted) {
        for await (const { size, ahead } of counted) {
          for (let row = 0; row < size; row++) ranks[done + row] = 1 + ahead[row]!;
          done += size;
        }
        return ranks;
      }
      const ranker = new Ranker(numItems, 0);
      while (done < numUsers) {
        const chunk = users.subarray(done, done + onHost.chunkUsers);
        const { size, rank } = await onHost.score(scorer, chunk, ranker);
        for (let row = 0; row < size; row++) ranks[done + row] = rank(row).ranks[0]!;
        done += size;
      }
      return ranks;
    },
  };
}
