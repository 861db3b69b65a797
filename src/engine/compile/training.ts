/** Compiles one training step of any network: forward, backward and optimizer, traced once, as a program. */
import type { Graph } from '../graph/graph';
import { sizeOf, type Node } from '../graph/node';
import type { OptimizerDefinition } from '../optimizers/optimizer';
import type { Program } from '../program/program';
import type { Params } from '../../protocol/spec';
import * as tf from '../tf';
import { limitNorms } from '../limitNorms';
import { trace, type Tracing } from '../trace/traceBackend';
import type { WeightStore } from '../weightStore';
import { emit } from './emit';
import type { PartsSink, Sink } from './placement';
import { NamedBuffers, type BufferPlace } from './namedBuffers';
import { countUsers, numSummed, piecesOf, type Piece } from './pieces';
import type { Parted } from './storage';

/** What the host fills for each step: a column of a batch, [batchSize · width], or a list that its rows share. */
export interface BatchInput {
  name: string;
  dtype: 'float32' | 'int32';
  /** Numbers of each row, 1 if not said. */
  width?: number;
  /** Numbers in all, for a list: ids that all rows are scored against, for instance. */
  length?: number;
}

const lengthOf = ({ width = 1, length }: BatchInput, batchSize: number): number =>
  length ?? batchSize * width;

export interface TrainingOptions {
  weights: WeightStore;
  inputs: readonly BatchInput[];
  batchSize: number;
  /** The loss to be lowered, from the inputs by name and the number of rows that count. */
  objective(inputs: ReadonlyMap<string, tf.Tensor>, count: tf.Scalar): tf.Scalar;
  optimizer: OptimizerDefinition;
  params: Params;
  /** Into how many parts to cut a sum over so many rows: 1 on one core, more on a GPU. */
  partsOf(rows: number): number;
  /** Buffers that one kernel may use, at least 8. */
  maxBuffers: number;
}

export interface TrainingProgram {
  program: Program;
  /** By the weight's name; slots as `weight/slot`. Also the columns of a batch that the step reads. */
  places: ReadonlyMap<string, BufferPlace>;
}

/** Position of the per-step numbers in `StepValues.scalars`. */
export const scalar = { count: 0, stepSize: 1, lossSlot: 2 } as const;
/**
 * Name of the buffer of losses, [lossSlots]: a run adds its loss, times the rows that count, to the number at
 * `lossSlot`. One number per step, so that their sum does not depend on when it is read.
 */
export const lossBuffer = 'loss';
export const lossSlots = 1024;

/**
 * @throws NotTraceable, NotCompilable when the step has to run the ordinary way; both name the reason.
 */
export function compileTraining(options: TrainingOptions): TrainingProgram {
  return trace((tracing) => new TrainingCompiler(options, tracing).compile());
}

/** Weights that are updated in one go. */
interface UpdateGroup {
  /** Name of the buffer. */
  name: string;
  shape: readonly number[];
  gradient: Node;
}

/** Numbers that a weight takes up in the pack, so that the next one is aligned for vectors of four. */
const aligned = (length: number): number => Math.ceil(length / 4) * 4;

const inputNames = { int32: 'ids of the batch', float32: 'numbers of the batch' } as const;
/** Tables of which every row is whole vectors of four lie side by side. */
export const fitsVectors = (shape: readonly number[]): boolean => shape.length > 1 && shape.at(-1)! % 4 === 0;

const packName = 'dense';
const tablesName = 'tables';
const smallName = 'small weights';
/** Numbers of a small weight, at most. */
const mostSmall = 256;
/** Numbers of all parts of packed gradients, at most: large gradients keep a GPU busy in few parts. */
const mostPacked = 2 ** 22;
const carriedName = 'carried';
const carriedNext = 'next of carried';
const packGradient = 'gradient of dense';

class TrainingCompiler {
  private readonly options: TrainingOptions;
  private readonly tracing: Tracing;
  private readonly graph: Graph;
  private readonly buffers = new NamedBuffers();
  private readonly partsSinks: PartsSink[] = [];
  private packParts = 1;

  constructor(options: TrainingOptions, tracing: Tracing) {
    this.options = options;
    this.tracing = tracing;
    this.graph = tracing.graph;
  }

  compile(): TrainingProgram {
    const { optimizer } = this.options;
    const { loss, gradients, carried } = this.differentiate();
    const users = countUsers([loss, ...gradients.values(), ...carried.values()]);
    this.placeInputs(users);
    const groups = this.placeWeights(gradients, users);
    this.placeCarried();
    const lastFrom = this.graph.size;
    const sinks = groups.flatMap((group) => this.update(group, optimizer));
    sinks.push(...this.putAside(carried));
    sinks.push(this.addLoss(loss));
    const step = this.emit(sinks, this.partsSinks, lastFrom);
    const behind = [...this.limitNorms([...gradients.keys()]), ...this.handOn(carried)];
    const after = this.emit(behind, [], this.graph.size);
    const program = { ...after, levels: [...step.levels, ...after.levels] };
    return { program, places: this.buffers.places };
  }

  private emit(sinks: readonly Sink[], partsSinks: readonly PartsSink[], lastFrom: number): Program {
    return emit({
      sinks,
      partsSinks,
      buffers: this.buffers.specs,
      leafStorage: (node) => this.leafStorage(node),
      partsOf: this.options.partsOf,
      maxBuffers: this.options.maxBuffers,
      lastFrom,
      numScalars: Object.keys(scalar).length,
    });
  }

  private differentiate(): { loss: Node; gradients: Map<string, Node>; carried: Map<string, Node> } {
    const { weights, inputs, batchSize, objective } = this.options;
    const { graph, tracing } = this;
    for (const name of [...weights.names, ...weights.carriedNames]) {
      const variable = weights.get(name);
      tracing.bind(variable, graph.weight(name, variable.shape));
    }
    const batch = new Map(
      inputs.map((input) => [
        input.name,
        tracing.tensor(graph.input(input.name, [lengthOf(input, batchSize)], input.dtype)),
      ]),
    );
    const count = tracing.tensor(graph.scalar(scalar.count)) as tf.Scalar;
    const variables = weights.names.map((name) => weights.get(name));
    const { value, grads } = tf.variableGrads(() => objective(batch, count), variables);
    const gradients = new Map<string, Node>();
    for (const name of weights.names) {
      const gradient = grads[weights.get(name).name] as tf.Tensor | undefined;
      if (gradient) gradients.set(name, tracing.node(gradient));
    }
    const next = weights.takeNext();
    const carried = new Map([...next].map(([name, tensor]) => [name, tracing.node(tensor)]));
    tf.dispose([...next.values()]);
    return { loss: tracing.node(value), gradients, carried };
  }

  /** The columns that are used lie side by side, ids and numbers apart, as a GPU binds few buffers at a time. */
  private placeInputs(users: ReadonlyMap<Node, number>): void {
    const used = new Set([...users.keys()].map((node) => (node.op === 'input' ? node.name : '')));
    const { inputs, batchSize } = this.options;
    for (const dtype of ['int32', 'float32'] as const) {
      const columns = inputs.filter((input) => input.dtype === dtype && used.has(input.name));
      if (columns.length === 0) continue;
      const buffer = inputNames[dtype];
      let end = 0;
      for (const input of columns) {
        const length = lengthOf(input, batchSize);
        this.buffers.places.set(input.name, { buffer, offset: end, length });
        end += aligned(length);
      }
      this.buffers.add({ name: buffer, type: dtype === 'int32' ? 'i32' : 'f32', length: end, role: 'input' });
    }
  }

  /**
   * Small dense weights lie side by side in one buffer and are updated together, their gradients summed over the batch
   * in parts. Tables lie side by side in another, as a GPU binds few buffers at a time, and so do other small weights.
   * What is large and does not fit vectors of four has a buffer of its own.
   */
  private placeWeights(
    gradients: ReadonlyMap<string, Node>,
    users: ReadonlyMap<Node, number>,
  ): UpdateGroup[] {
    const { weights } = this.options;
    const groups: UpdateGroup[] = [];
    const packed: { name: string; offset: number; pieces: Piece[] }[] = [];
    let packLength = 0;
    const lengths = new Map<string, number>();
    for (const name of weights.names) {
      const { shape, size } = weights.get(name);
      const gradient = gradients.get(name);
      const pieces = gradient && piecesOf(gradient, users);
      if (pieces) {
        packed.push({ name, offset: packLength, pieces });
        packLength += aligned(size);
        continue;
      }
      if (gradient) groups.push({ name, shape, gradient });
      const buffer = fitsVectors(shape) ? tablesName : size <= mostSmall ? smallName : name;
      const offset = lengths.get(buffer) ?? 0;
      this.place(name, buffer, offset, size);
      lengths.set(buffer, offset + aligned(size));
    }
    for (const [buffer, length] of lengths) this.weightBuffers(buffer, length);
    if (packed.length === 0) return groups;
    const sums = packed.flatMap(({ pieces }) => pieces.map(numSummed));
    const mostParts = Math.max(1, Math.floor(mostPacked / packLength));
    this.packParts = Math.min(mostParts, this.options.partsOf(Math.max(...sums)));
    this.weightBuffers(packName, packLength);
    const length = packLength * this.packParts;
    const buffer = this.buffers.add({ name: packGradient, type: 'f32', length, role: 'scratch' });
    for (const { name, offset, pieces } of packed) {
      this.place(name, packName, offset, weights.get(name).size);
      for (const piece of pieces)
        this.partsSinks.push({
          node: piece.node,
          buffer,
          offset: offset + piece.offset,
          partStride: packLength,
          parts: this.packParts,
        });
    }
    const gradient = this.graph.input(packGradient, [packLength], 'float32');
    return [...groups, { name: packName, shape: [packLength], gradient }];
  }

  /** Carried states lie side by side. */
  private placeCarried(): void {
    const { weights } = this.options;
    let end = 0;
    for (const name of weights.carriedNames) {
      const length = weights.get(name).size;
      this.buffers.places.set(name, { buffer: carriedName, offset: end, length });
      end += aligned(length);
    }
    if (end > 0) this.buffers.add({ name: carriedName, type: 'f32', length: end, role: 'weight' });
  }

  /** What is carried on lies beside what came until all that reads the latter is done. */
  private putAside(carried: ReadonlyMap<string, Node>): Sink[] {
    if (carried.size === 0) return [];
    const { length } = this.buffers.specs[this.buffers.id(carriedName)]!;
    const buffer = this.buffers.add({ name: carriedNext, type: 'f32', length, role: 'scratch' });
    return [...carried].map(([name, node]) => {
      const { offset } = this.buffers.places.get(name)!;
      return { node, buffer, offset, group: name };
    });
  }

  private handOn(carried: ReadonlyMap<string, Node>): Sink[] {
    return [...carried].map(([name, { shape }]) => {
      const { offset, length } = this.buffers.places.get(name)!;
      this.buffers.places.set(`${carriedNext} ${name}`, { buffer: carriedNext, offset, length });
      const node = this.graph.weight(`${carriedNext} ${name}`, shape);
      return { node, buffer: this.buffers.id(carriedName), offset, group: name };
    });
  }

  /** Memory for a weight and what the optimizer keeps beside it. */
  private weightBuffers(name: string, length: number): void {
    for (const buffer of [name, ...this.options.optimizer.slots.map((slot) => `${name}/${slot}`)])
      this.buffers.add({ name: buffer, type: 'f32', length, role: 'weight' });
  }

  private place(name: string, buffer: string, offset: number, length: number): void {
    const { places } = this.buffers;
    places.set(name, { buffer, offset, length });
    for (const slot of this.options.optimizer.slots)
      places.set(`${name}/${slot}`, { buffer: `${buffer}/${slot}`, offset, length });
  }

  private update({ name, shape, gradient }: UpdateGroup, optimizer: OptimizerDefinition): Sink[] {
    const { graph, tracing } = this;
    const names = [name, ...optimizer.slots.map((slot) => `${name}/${slot}`)];
    const [weight, ...slots] = names.map((each) => tracing.tensor(graph.weight(each, shape)));
    const next = optimizer.update(
      weight!,
      tracing.tensor(graph.reshape(gradient, shape)),
      slots,
      tracing.tensor(graph.scalar(scalar.stepSize)) as tf.Scalar,
      this.options.params,
    );
    return next.map((tensor, index) => {
      const { buffer, offset } = this.buffers.places.get(names[index]!) ?? {
        buffer: names[index]!,
        offset: 0,
      };
      return { node: tracing.node(tensor), buffer: this.buffers.id(buffer), offset, group: name };
    });
  }

  /** Behind the update, in place. */
  private limitNorms(updated: readonly string[]): Sink[] {
    const { weights } = this.options;
    return updated.flatMap((name) => {
      const maxNorm = weights.maxNorm(name);
      if (maxNorm === null) return [];
      const weight = this.tracing.tensor(this.graph.weight(name, weights.get(name).shape));
      const { buffer, offset } = this.buffers.places.get(name)!;
      const node = this.tracing.node(limitNorms(weight, maxNorm));
      return { node, buffer: this.buffers.id(buffer), offset, group: name };
    });
  }

  private addLoss(loss: Node): Sink {
    const { graph } = this;
    const buffer = this.buffers.add({ name: lossBuffer, type: 'f32', length: lossSlots, role: 'sum' });
    const slots = graph.array(
      Float32Array.from({ length: lossSlots }, (_, slot) => slot),
      [lossSlots],
    );
    const here = graph.binary('equal', slots, graph.scalar(scalar.lossSlot));
    const before = graph.weight(lossBuffer, [lossSlots]);
    const sum = graph.binary('mul', loss, graph.scalar(scalar.count));
    // Not times 0 elsewhere: a loss that is not finite must leave the others alone.
    const node = graph.select(here, graph.binary('add', before, sum), before);
    return { node, buffer, offset: 0, group: lossBuffer };
  }

  private leafStorage(node: Node): Parted | null {
    const storage = this.buffers.storageOf(node);
    if (storage && node.op === 'input' && node.name === packGradient)
      return { ...storage, parts: this.packParts, partStride: sizeOf(node.shape) };
    return storage;
  }
}
