/** Makes the trainer of a network, whatever it is trained for: compiled where that can be done, else step by step. */
import type { EpochShape } from '../data/sample/batch';
import type { Compute } from '../engine/backends/startBackend';
import type { BufferPlace } from '../engine/compile/namedBuffers';
import { NotCompilable } from '../engine/compile/notCompilable';
import type { BatchInput } from '../engine/compile/training';
import { withDecay } from '../engine/optimizers/decay';
import { optimizers } from '../engine/optimizers/registry';
import type { ProgramHost } from '../engine/programHost';
import { TooLarge } from '../engine/room';
import * as tf from '../engine/tf';
import { NotTraceable } from '../engine/trace/traceBackend';
import type { GpuPass } from '../engine/webgpu/pass';
import { WeightStore } from '../engine/weightStore';
import { pick, readParams } from '../protocol/registry';
import type { ExperimentSpec, Params } from '../protocol/spec';
import { createCompiledTrainer, type HostColumns } from './compiledTrainer';
import type { WeightsSource } from './freshProgram';
import { createStepByStepTrainer } from './stepByStepTrainer';
import type { OnProgress } from './task';
import { tooLargeFor } from './tooLarge';
import type { Trainer } from './trainer';

const compiling = 'Compiling kernels';

/** `N`: the network with its weights, `S`: its scorer. */
export interface TrainerOptions<N extends { weights: WeightStore; dispose(): void }, S> {
  spec: ExperimentSpec;
  compute: Compute;
  onProgress: OnProgress;
  shape: EpochShape;
  /** Columns of a batch. */
  inputs: readonly BatchInput[];
  /** The columns of a batch on the host; may be reused by the next call. */
  columns(epoch: number, step: number): HostColumns;
  /** Makes the same columns on a GPU. */
  sampling?(places: ReadonlyMap<string, BufferPlace>): GpuPass;
  /** @param weights where the network is to put its weights; left out: it makes a store that holds their values */
  assemble(weights?: WeightStore): N;
  /** Mean loss of a batch, from its columns and the number of rows that count. */
  objective(
    network: N,
    columns: ReadonlyMap<string, tf.Tensor>,
    count: tf.Scalar,
    at: { epoch: number; step: number },
  ): tf.Scalar;
  compiledScorer(network: N, host: ProgramHost, weights: WeightsSource): S & { dispose(): void };
  scorer(network: N): S;
}

export async function trainerOf<N extends { weights: WeightStore; dispose(): void }, S>(
  options: TrainerOptions<N, S>,
): Promise<Trainer<S>> {
  const { spec, compute, onProgress, shape, inputs, columns, sampling } = options;
  const chosen = pick(optimizers, 'optimizer', spec.optimizer.id);
  const params = readParams(chosen, spec.optimizer.params) as Params;
  const optimizer = withDecay(chosen, spec.train);
  let reason = 'Nothing can be compiled on this backend.';
  const { host } = compute;
  if (host) {
    // Weights live in the program; none are made before it is known that they fit.
    await tf.setBackend('cpu');
    const network = options.assemble(new WeightStore(spec.seed, 'undrawn'));
    onProgress(compiling, 0, 0);
    try {
      return await createCompiledTrainer<S>({
        host,
        weights: network.weights,
        inputs,
        shape,
        // A traced step draws its dropout from the epoch and step of each run.
        objective: (traced, count) => options.objective(network, traced, count, { epoch: 0, step: 0 }),
        columns,
        ...(sampling && { sampling }),
        optimizer,
        params,
        seed: spec.seed,
        onProgress: (done, total) => onProgress(compiling, done, total),
        scorer: (weights) => options.compiledScorer(network, host, weights),
        dispose: () => network.dispose(),
      });
    } catch (error) {
      network.dispose();
      if (error instanceof TooLarge) throw tooLargeFor(spec, error);
      if (!(error instanceof NotTraceable || error instanceof NotCompilable)) throw error;
      reason = error.message;
    }
  }
  await compute.startTensors();
  const network = options.assemble();
  return createStepByStepTrainer<S>({
    weights: network.weights,
    shape,
    objective: (epoch, step) => {
      const batch = toTensors(inputs, columns(epoch, step));
      const count = Math.min(shape.batchSize, shape.samplesPerEpoch - step * shape.batchSize);
      return options.objective(network, batch, tf.scalar(count), { epoch, step });
    },
    optimizer,
    params,
    reason,
    scorer: options.scorer(network),
    dispose: () => network.dispose(),
  });
}

const toTensors = (inputs: readonly BatchInput[], columns: HostColumns): Map<string, tf.Tensor> =>
  new Map(inputs.map(({ name, dtype }) => [name, tf.tensor1d(columns[name]!, dtype)]));
