/** Compiled steps on a batch that stays where it is. (A run of the page has its batches drawn where it trains.) */
import { compileTraining, lossBuffer, lossSlots, scalar } from '../../src/engine/compile/training';
import type { BufferPlace } from '../../src/engine/compile/namedBuffers';
import type { OptimizerDefinition } from '../../src/engine/optimizers/optimizer';
import { optimizers } from '../../src/engine/optimizers/registry';
import type { BufferSpec, StepValues } from '../../src/engine/program/program';
import { compileOn, maxBuffersOn, partsOn, type ProgramHost } from '../../src/engine/programHost';
import type * as tf from '../../src/engine/tf';
import type { WeightStore } from '../../src/engine/weightStore';
import { pick, readParams } from '../../src/protocol/registry';
import type { Params } from '../../src/protocol/spec';
import type { StartingPoint } from '../workloads/workload';
import type { Training } from './contender';

/** A network, and the batch that it is trained on. */
export interface CompiledSteps {
  start: StartingPoint & { seed: number };
  /** Whose steps they are; freed once these are compiled. */
  network: { weights: WeightStore; dispose(): void };
  batchSize: number;
  /** By name; each holds so many numbers for every row. */
  columns: Record<string, Float32Array | Int32Array>;
  /** Lists that all rows share, by name. */
  shared?: Record<string, Float32Array | Int32Array>;
  objective(inputs: ReadonlyMap<string, tf.Tensor>, count: tf.Scalar): tf.Scalar;
}

export async function compiledSteps(
  host: ProgramHost,
  { start, network, batchSize, columns, shared = {}, objective }: CompiledSteps,
): Promise<Training> {
  const optimizer: OptimizerDefinition = pick(optimizers, 'optimizer', 'adam');
  const { learningRate, beta1, beta2 } = start.adam;
  const params = readParams(optimizer, { learningRate, beta1, beta2 }) as Params;
  const given = { ...columns, ...shared };
  const { program, places } = compileTraining({
    weights: network.weights,
    inputs: Object.entries(given).map(([name, values]) => ({
      name,
      dtype: values instanceof Int32Array ? 'int32' : 'float32',
      length: values.length,
    })),
    batchSize,
    objective,
    optimizer,
    params,
    partsOf: partsOn(host),
    maxBuffers: maxBuffersOn(host),
  });
  network.dispose();
  const executable = await compileOn(host, program, { seed: start.seed });
  for (const buffer of program.buffers)
    if (buffer.role === 'input') executable.write(buffer.name, placed(buffer, places, given));
  const first = Object.fromEntries(
    Object.entries(start.weights).map(([weight, { values }]) => [weight, values]),
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
        scalars[scalar.count] = batchSize;
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
      return losses[(done - 1) % lossSlots]! / batchSize;
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
