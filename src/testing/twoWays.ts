/** Trains a small network for a few steps, on the tape of tfjs and compiled, so that one can be held to the other. */
import { compileTraining, lossBuffer, lossSlots, scalar, type BatchInput } from '../engine/compile/training';
import type { OptimizerDefinition } from '../engine/optimizers/optimizer';
import { optimizers } from '../engine/optimizers/registry';
import type { Program } from '../engine/program/program';
import { compileOn, maxBuffersOn, partsOn, type ProgramHost } from '../engine/programHost';
import * as tf from '../engine/tf';
import { TrainingStep } from '../engine/trainingStep';
import { WeightStore } from '../engine/weightStore';
import { pick, readParams } from '../protocol/registry';
import type { Params } from '../protocol/spec';

export interface SmallNetwork {
  name: string;
  batchSize: number;
  columns: readonly (BatchInput & { values: Float32Array | Int32Array })[];
  optimizer: { id: string; params: Params };
  /** Adds its weights and returns its loss. */
  build(weights: WeightStore): (inputs: ReadonlyMap<string, tf.Tensor>) => tf.Scalar;
}

/** Losses of the steps, and the weights after them by name. */
export type Trained = ReadonlyMap<string, Float32Array>;

const seed = 4;

function assembled({ optimizer, build }: SmallNetwork) {
  const definition: OptimizerDefinition = pick(optimizers, 'optimizer', optimizer.id);
  const weights = new WeightStore(seed);
  const loss = build(weights);
  return { weights, loss, definition, params: readParams(definition, optimizer.params) as Params };
}

export async function trainOnTape(network: SmallNetwork, steps: number): Promise<Trained> {
  const { weights, loss, definition, params } = assembled(network);
  const inputs = new Map(
    network.columns.map(({ name, dtype, values }) => [name, tf.tensor1d(values, dtype) as tf.Tensor]),
  );
  const step = new TrainingStep(weights, definition, params);
  for (let i = 0; i < steps; i++) step.run(() => loss(inputs), 1);
  const losses = Float32Array.from(await step.takeLosses());
  const trained = new Map([['losses', losses], ...Object.entries(await weights.save())]);
  for (const made of [step, weights]) made.dispose();
  tf.dispose([...inputs.values()]);
  return trained;
}

export interface Compiled {
  program: Program;
  trained: Trained;
}

export async function trainCompiled(
  network: SmallNetwork,
  host: ProgramHost,
  steps: number,
): Promise<Compiled> {
  const { weights, loss, definition, params } = assembled(network);
  const { program, places } = compileTraining({
    weights,
    inputs: network.columns,
    batchSize: network.batchSize,
    objective: loss,
    optimizer: definition,
    params,
    partsOf: partsOn(host),
    maxBuffers: maxBuffersOn(host),
  });
  const first = await weights.save();
  const names = [...weights.names, ...weights.carriedNames];
  weights.dispose();
  const given = new Map<string, Float32Array | Int32Array>([
    ...Object.entries(first),
    ...network.columns.map(({ name, values }) => [name, values] as const),
  ]);
  const executable = await compileOn(host, program, { seed });
  for (const { name: buffer, type, length } of program.buffers) {
    if (definition.slots.some((slot) => buffer.endsWith(`/${slot}`)))
      executable.write(buffer, new Float32Array(length).fill(definition.initialSlot(params)));
    const held = [...places].filter(([name, place]) => place.buffer === buffer && given.has(name));
    if (held.length === 0) continue;
    const whole = type === 'f32' ? new Float32Array(length) : new Int32Array(length);
    for (const [name, { offset }] of held) whole.set(given.get(name)!, offset);
    executable.write(buffer, whole);
  }
  const values = Array.from({ length: steps }, (_, i) => {
    const scalars: number[] = [];
    scalars[scalar.count] = 1;
    scalars[scalar.stepSize] = definition.stepSize(i + 1, params);
    scalars[scalar.lossSlot] = i % lossSlots;
    return { epoch: 1, step: i, scalars };
  });
  executable.run(values);
  const trained = new Map<string, Float32Array>();
  trained.set('losses', ((await executable.read(lossBuffer)) as Float32Array).slice(0, steps));
  for (const name of names) {
    const { buffer, offset, length } = places.get(name)!;
    trained.set(name, ((await executable.read(buffer)) as Float32Array).slice(offset, offset + length));
  }
  executable.dispose();
  return { program, trained };
}
