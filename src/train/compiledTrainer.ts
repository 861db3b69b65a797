/** Trains a network as a program: traced once, then run many steps at a time. */
import { rowsOfStep, type EpochShape } from '../data/sample/batch';
import { compileTraining, lossBuffer, lossSlots, scalar, type BatchInput } from '../engine/compile/training';
import type { BufferPlace } from '../engine/compile/namedBuffers';
import type { OptimizerDefinition } from '../engine/optimizers/optimizer';
import type { BufferSpec, Executable, Program, StepValues } from '../engine/program/program';
import { compileOn, copyOn, maxBuffersOn, partsOn, type ProgramHost } from '../engine/programHost';
import { requireRoom } from '../engine/room';
import type * as tf from '../engine/tf';
import type { SavedOptimizer } from '../engine/trainingStep';
import type { GpuPass } from '../engine/webgpu/pass';
import type { SavedWeights, WeightStore } from '../engine/weightStore';
import type { EngineInfo } from '../protocol/events';
import type { Params } from '../protocol/spec';
import type { WeightsSource } from './freshProgram';
import type { Trainer } from './trainer';

/** Columns of a batch on the host, by name. */
export type HostColumns = Readonly<Record<string, Float32Array | Int32Array>>;

export interface CompiledTrainerOptions<S> {
  host: ProgramHost;
  weights: WeightStore;
  /** Columns that a batch may have; the program has those that its loss reads. */
  inputs: readonly BatchInput[];
  shape: EpochShape;
  /** Mean loss of a batch, from its columns and the number of rows that count. */
  objective(inputs: ReadonlyMap<string, tf.Tensor>, count: tf.Scalar): tf.Scalar;
  /** The columns of a batch, made on the host. May be reused by the next call. */
  columns(epoch: number, step: number): HostColumns;
  /** Makes the columns on a GPU instead, where that can be done. */
  sampling?(places: ReadonlyMap<string, BufferPlace>): GpuPass;
  optimizer: OptimizerDefinition;
  params: Params;
  seed: number;
  onProgress(done: number, total: number): void;
  scorer(weights: WeightsSource): S & { dispose(): void };
  /** Frees what the weights were made of. */
  dispose(): void;
}

/**
 * @throws NotTraceable, NotCompilable where the network has to be trained step by step; TooLarge where the host has no
 * room for it.
 */
export async function createCompiledTrainer<S>(options: CompiledTrainerOptions<S>): Promise<Trainer<S>> {
  const { host, weights, inputs, shape, optimizer, params, seed, sampling } = options;
  const { program, places } = compileTraining({
    weights,
    inputs,
    batchSize: shape.batchSize,
    objective: (columns, count) => options.objective(columns, count),
    optimizer,
    params,
    partsOf: partsOn(host),
    maxBuffers: maxBuffersOn(host),
  });
  requireRoom(host, program);
  const columns = new Map(
    inputs.flatMap(({ name }) => (places.has(name) ? [[name, places.get(name)!]] : [])),
  );
  const before = host.kind === 'webgpu' && sampling ? [sampling(columns)] : [];
  const executable = await compileOn(host, program, { seed, before, onProgress: options.onProgress });
  const trainer = new CompiledTrainer(options, program, places, columns, before.length > 0, executable);
  trainer.restoreWeights(await weights.save());
  return trainer;
}

class CompiledTrainer<S> implements Trainer<S> {
  readonly engine: EngineInfo;
  readonly numParameters: number;
  readonly stepsPerEpoch: number;
  readonly maxUnread = lossSlots;
  readonly scorer: S & { dispose(): void };
  private readonly options: CompiledTrainerOptions<S>;
  private readonly params: Params;
  private readonly places: ReadonlyMap<string, BufferPlace>;
  private readonly buffers: ReadonlyMap<string, BufferSpec>;
  /** The columns of a batch, put together as the program has them. */
  private readonly hostBatch = new Map<string, Float32Array | Int32Array>();
  private readonly columns: ReadonlyMap<string, BufferPlace>;
  /** Whether the program makes its own batches. */
  private readonly samples: boolean;
  private readonly executable: Executable;
  /** Steps since the beginning, for the optimizer. */
  private steps = 0;
  /** Steps whose loss has not been taken. */
  private unread = 0;
  /** Counts changes of the weights, so that a scorer knows when to fetch them. */
  private version = 0;
  private submitted: Promise<unknown> = Promise.resolve();
  private beforeSubmitted: Promise<unknown> = Promise.resolve();

  constructor(
    options: CompiledTrainerOptions<S>,
    program: Program,
    places: ReadonlyMap<string, BufferPlace>,
    columns: ReadonlyMap<string, BufferPlace>,
    samples: boolean,
    executable: Executable,
  ) {
    this.options = options;
    this.params = { ...options.params };
    this.places = places;
    this.buffers = new Map(program.buffers.map((spec) => [spec.name, spec]));
    this.columns = columns;
    this.samples = samples;
    for (const { name, type, length, role } of program.buffers)
      if (role === 'input')
        this.hostBatch.set(name, type === 'f32' ? new Float32Array(length) : new Int32Array(length));
    this.executable = executable;
    this.numParameters = options.weights.numParameters;
    this.stepsPerEpoch = options.shape.stepsPerEpoch;
    this.engine = { compiled: true, reason: null, kernels: executable.dispatches, bytes: executable.bytes };
    this.scorer = options.scorer({
      versionOfWeights: () => this.version,
      copyWeights: (to) => this.copyWeights(to),
    });
    for (const slot of options.optimizer.slots) this.fillSlot(slot);
  }

  private fillSlot(slot: string): void {
    const first = this.options.optimizer.initialSlot(this.params);
    for (const { name, length } of this.buffers.values())
      if (name.endsWith(`/${slot}`)) this.executable.write(name, new Float32Array(length).fill(first));
  }

  get learningRate(): number {
    return this.params.learningRate as number;
  }

  set learningRate(learningRate: number) {
    this.params.learningRate = learningRate;
  }

  rowsOf(step: number): number {
    return rowsOfStep(this.options.shape, step);
  }

  run(epoch: number, step: number, count: number): void {
    const { optimizer, host } = this.options;
    const values: StepValues[] = [];
    for (let each = step; each < step + count; each++) {
      const scalars: number[] = [];
      scalars[scalar.count] = this.rowsOf(each);
      scalars[scalar.stepSize] = optimizer.stepSize(++this.steps, this.params);
      scalars[scalar.lossSlot] = this.unread++;
      const next = { epoch, step: each, scalars };
      if (this.samples) values.push(next);
      else this.runOnHostBatch(next);
    }
    this.version++;
    if (this.samples) this.executable.run(values);
    if (host.kind === 'wasm') return;
    this.beforeSubmitted = this.submitted;
    this.submitted = host.device.queue.onSubmittedWorkDone();
    // A lost device is told of by itself; nobody may be waiting for this one.
    this.submitted.catch(() => undefined);
  }

  private runOnHostBatch(values: StepValues): void {
    const batch = this.options.columns(values.epoch, values.step);
    for (const [column, { buffer, offset }] of this.columns)
      this.hostBatch.get(buffer)!.set(batch[column]!, offset);
    for (const [buffer, values] of this.hostBatch) this.executable.write(buffer, values);
    this.executable.run([values]);
  }

  /** On a GPU the submit before the last has to be done, so that it never runs dry and a pause never waits long. */
  async ready(): Promise<void> {
    await this.beforeSubmitted;
  }

  async takeLosses(): Promise<ArrayLike<number>> {
    const reading = this.executable.read(lossBuffer);
    const { unread } = this;
    // Takes effect after the copy that is being read.
    this.executable.write(lossBuffer, new Float32Array(lossSlots));
    this.unread = 0;
    return (await reading).subarray(0, unread);
  }

  async saveWeights(): Promise<SavedWeights> {
    return this.saved(this.savedNames);
  }

  restoreWeights(saved: SavedWeights): void {
    this.restore(this.savedNames, saved);
    this.version++;
  }

  /** What a step carries on to the next goes with the weights. */
  private get savedNames(): string[] {
    const { weights } = this.options;
    return [...weights.names, ...weights.carriedNames];
  }

  private get slotNames(): string[] {
    const { weights, optimizer } = this.options;
    return weights.names.flatMap((name) => optimizer.slots.map((slot) => `${name}/${slot}`));
  }

  async saveOptimizer(): Promise<SavedOptimizer> {
    return { step: this.steps, learningRate: this.learningRate, slots: await this.saved(this.slotNames) };
  }

  restoreOptimizer(saved: SavedOptimizer): void {
    this.restore(this.slotNames, saved.slots);
    this.steps = saved.step;
    this.learningRate = saved.learningRate;
  }

  private async saved(names: readonly string[]): Promise<SavedWeights> {
    const buffers = [...new Set(names.map((name) => this.places.get(name)!.buffer))];
    const values = await Promise.all(buffers.map((buffer) => this.executable.read(buffer)));
    return Object.fromEntries(
      names.map((name) => {
        const { buffer, offset, length } = this.places.get(name)!;
        const whole = values[buffers.indexOf(buffer)] as Float32Array;
        return [name, whole.slice(offset, offset + length)];
      }),
    );
  }

  private restore(names: readonly string[], saved: SavedWeights): void {
    const whole = new Map<string, Float32Array>();
    for (const name of names) {
      const { buffer, offset, length } = this.places.get(name)!;
      const values = saved[name];
      if (values?.length !== length) throw new Error(`Saved weights do not fit: "${name}".`);
      if (!whole.has(buffer)) whole.set(buffer, new Float32Array(this.buffers.get(buffer)!.length));
      whole.get(buffer)!.set(values, offset);
    }
    for (const [buffer, values] of whole) this.executable.write(buffer, values);
  }

  private async copyWeights(to: Executable): Promise<void> {
    for (const name of this.options.weights.names) {
      const { buffer, offset, length } = this.places.get(name)!;
      const from = { executable: this.executable, buffer, offset };
      await copyOn(this.options.host, from, { executable: to, buffer: name, offset: 0 }, length);
    }
  }

  dispose(): void {
    this.executable.dispose();
    this.scorer.dispose();
    this.options.dispose();
  }
}
