/** Trains a network as a program: traced once, then run many steps at a time. */
import { rowsOfStep, type BatchSource } from '../data/sample/batch';
import { compileTraining, lossBuffer, lossSlots, scalar } from '../engine/compile/training';
import type { BufferPlace } from '../engine/compile/namedBuffers';
import type { OptimizerDefinition } from '../engine/optimizers/optimizer';
import type { BufferSpec, Executable, Program, StepValues } from '../engine/program/program';
import { compileOn, copyOn, maxBuffersOn, partsOn, type ProgramHost } from '../engine/programHost';
import { samplingPass, type BatchColumn, type SamplingPassOptions } from '../engine/sampling/samplingPass';
import * as tf from '../engine/tf';
import type { SavedOptimizer } from '../engine/trainingStep';
import type { SavedWeights } from '../engine/weightStore';
import type { Scorer } from '../evaluate/scorer';
import type { EngineInfo } from '../protocol/events';
import type { Params } from '../protocol/spec';
import type { Trainable } from './assemble';
import { compiledScorer } from './compiledScorer';
import type { Trainer } from './trainer';

export interface CompiledTrainerOptions {
  host: ProgramHost;
  trainable: Trainable;
  numItems: number;
  /** The batches on the host, and the same for the GPU. */
  batches: BatchSource;
  sampling: Omit<SamplingPassOptions, 'columns'>;
  optimizer: OptimizerDefinition;
  params: Params;
  seed: number;
  onProgress(done: number, total: number): void;
}

/** Columns a batch may have; a program has those that its loss reads. */
const columnTypes: Readonly<Record<BatchColumn, 'int32' | 'float32'>> = {
  users: 'int32',
  items: 'int32',
  negatives: 'int32',
  targets: 'float32',
  weights: 'float32',
};

/** @throws NotTraceable, NotCompilable where the network has to be trained step by step. */
export async function createCompiledTrainer(options: CompiledTrainerOptions): Promise<Trainer> {
  const { host, trainable, batches, optimizer, params, seed } = options;
  const names = (Object.keys(columnTypes) as BatchColumn[]).filter(
    (name) => name !== 'negatives' || batches.feed === 'pairwise',
  );
  const { program, places } = compileTraining({
    weights: trainable.weights,
    inputs: names.map((name) => ({ name, dtype: columnTypes[name] })),
    batchSize: batches.batchSize,
    objective: (inputs, count) =>
      trainable.objective(
        {
          users: inputs.get('users') as tf.Tensor1D,
          items: inputs.get('items') as tf.Tensor1D,
          negatives: (inputs.get('negatives') ?? tf.tensor1d([], 'int32')) as tf.Tensor1D,
          targets: inputs.get('targets') as tf.Tensor1D,
          weights: inputs.get('weights') as tf.Tensor1D,
          count,
        },
        // A traced step draws its dropout from the epoch and step of each run.
        { epoch: 0, step: 0 },
      ),
    optimizer,
    params,
    partsOf: partsOn(host),
    maxBuffers: maxBuffersOn(host),
  });
  const columns = new Map(names.flatMap((name) => (places.has(name) ? [[name, places.get(name)!]] : [])));
  const before = host.kind === 'webgpu' ? [samplingPass({ ...options.sampling, columns })] : [];
  const executable = await compileOn(host, program, { seed, before, onProgress: options.onProgress });
  const trainer = new CompiledTrainer(options, program, places, columns, executable);
  trainer.restoreWeights(await trainable.weights.save());
  return trainer;
}

class CompiledTrainer implements Trainer {
  readonly engine: EngineInfo;
  readonly numParameters: number;
  readonly stepsPerEpoch: number;
  readonly maxUnread = lossSlots;
  readonly scorer: Scorer & { dispose(): void };
  private readonly options: CompiledTrainerOptions;
  private readonly params: Params;
  private readonly places: ReadonlyMap<string, BufferPlace>;
  private readonly buffers: ReadonlyMap<string, BufferSpec>;
  /** The columns of a batch, put together as the program has them. */
  private readonly hostBatch = new Map<string, Float32Array | Int32Array>();
  private readonly columns: ReadonlyMap<BatchColumn, BufferPlace>;
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
    options: CompiledTrainerOptions,
    program: Program,
    places: ReadonlyMap<string, BufferPlace>,
    columns: ReadonlyMap<BatchColumn, BufferPlace>,
    executable: Executable,
  ) {
    this.options = options;
    this.params = { ...options.params };
    this.places = places;
    this.buffers = new Map(program.buffers.map((spec) => [spec.name, spec]));
    this.columns = columns;
    for (const { name, type, length, role } of program.buffers)
      if (role === 'input')
        this.hostBatch.set(name, type === 'f32' ? new Float32Array(length) : new Int32Array(length));
    this.executable = executable;
    this.numParameters = options.trainable.weights.numParameters;
    this.stepsPerEpoch = options.batches.stepsPerEpoch;
    this.engine = { compiled: true, reason: null, kernels: executable.dispatches, bytes: executable.bytes };
    const { host, trainable, numItems } = options;
    this.scorer = compiledScorer({
      host,
      trainable,
      numItems,
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
    return rowsOfStep(this.options.batches, step);
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
      if (host.kind === 'webgpu') values.push(next);
      else this.runOnHostBatch(next);
    }
    this.version++;
    this.executable.run(values);
    if (host.kind === 'wasm') return;
    this.beforeSubmitted = this.submitted;
    this.submitted = host.device.queue.onSubmittedWorkDone();
  }

  private runOnHostBatch(values: StepValues): void {
    const batch = this.options.batches.batch(values.epoch, values.step);
    for (const [column, { buffer, offset }] of this.columns)
      this.hostBatch.get(buffer)!.set(batch[column], offset);
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
    return this.saved(this.options.trainable.weights.names);
  }

  restoreWeights(saved: SavedWeights): void {
    this.restore(this.options.trainable.weights.names, saved);
    this.version++;
  }

  private get slotNames(): string[] {
    const { trainable, optimizer } = this.options;
    return trainable.weights.names.flatMap((name) => optimizer.slots.map((slot) => `${name}/${slot}`));
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
    for (const name of this.options.trainable.weights.names) {
      const { buffer, offset, length } = this.places.get(name)!;
      const from = { executable: this.executable, buffer, offset };
      await copyOn(this.options.host, from, { executable: to, buffer: name, offset: 0 }, length);
    }
  }

  dispose(): void {
    this.executable.dispose();
    this.scorer.dispose();
    this.options.trainable.dispose();
  }
}
