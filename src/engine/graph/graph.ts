/**
 * Builds nodes. The same operation on the same inputs is the same node, and what costs nothing to see is simplified
 * on the way: ones, zeros, views of views, products with a single column.
 */
import { binary, unary } from '../program/arithmetic';
import type { BinaryOp, UnaryOp } from '../program/program';
import { memorySize } from '../program/recurrenceKernels';
import type { Cell } from '../recurrence/cells';
import { broadcastShape, inputsOf, sameShape, sizeOf, type Node, type Operation, type Shape } from './node';

const identityRight: Partial<Record<BinaryOp, number>> = { add: 0, sub: 0, mul: 1, div: 1 };
const identityLeft: Partial<Record<BinaryOp, number>> = { add: 0, mul: 1 };

/** How a recurrent layer runs over sequences of `length` steps. */
interface RecurrenceBy {
  cell: Cell;
  length: number;
  reverse: boolean;
}

export class Graph {
  private readonly known = new Map<string, Node>();
  private nextId = 0;

  /** Nodes made so far; later ones have this id or a larger one. */
  get size(): number {
    return this.nextId;
  }

  private node(operation: Operation, shape: Shape, dtype: Node['dtype'] = 'float32'): Node {
    const key = keyOf(operation, shape, dtype);
    const known = this.known.get(key);
    if (known) return known;
    const node: Node = { ...operation, id: this.nextId++, shape, dtype };
    this.known.set(key, node);
    return node;
  }

  constant(value: number, shape: Shape, dtype: Node['dtype'] = 'float32'): Node {
    return this.node({ op: 'constant', value }, shape, dtype);
  }

  array(data: Float32Array | Int32Array, shape: Shape): Node {
    const first = data[0];
    const dtype = data instanceof Int32Array ? 'int32' : 'float32';
    if (first !== undefined && data.every((value) => value === first))
      return this.constant(first, shape, dtype);
    // Arrays are told apart by identity, not by content.
    return { op: 'array', data, id: this.nextId++, shape, dtype };
  }

  /** A constant as numbers that lie in memory; other nodes as they are. */
  inMemory(x: Node): Node {
    if (x.op !== 'constant') return x;
    const { shape, dtype } = x;
    const numbers = dtype === 'int32' ? new Int32Array(sizeOf(shape)) : new Float32Array(sizeOf(shape));
    return { op: 'array', data: numbers.fill(x.value), id: this.nextId++, shape, dtype };
  }

  input(name: string, shape: Shape, dtype: Node['dtype']): Node {
    return this.node({ op: 'input', name }, shape, dtype);
  }

  weight(name: string, shape: Shape): Node {
    return this.node({ op: 'weight', name }, shape);
  }

  scalar(index: number): Node {
    return this.node({ op: 'scalar', index }, []);
  }

  dropout(layer: number, rate: number, shape: Shape): Node {
    return this.node({ op: 'dropout', layer, rate }, shape);
  }

  toFloat(x: Node): Node {
    if (x.dtype === 'float32') return x;
    return x.op === 'constant'
      ? this.constant(x.value, x.shape)
      : this.node({ op: 'toFloat', inputs: [x] }, x.shape);
  }

  unary(op: UnaryOp, x: Node): Node {
    if (x.op === 'constant') return this.constant(unary[op](x.value), x.shape);
    if (op === 'step') {
      // x > 0 exactly where max(x, 0) > 0: the gradient of a ReLU then needs no value but its result.
      const rectified = this.known.get(
        keyOf({ op: 'max', inputs: [x, this.constant(0, [])] }, x.shape, 'float32'),
      );
      if (rectified) return this.node({ op, inputs: [rectified] }, x.shape);
    }
    return this.node({ op, inputs: [x] }, x.shape);
  }

  binary(op: BinaryOp, a: Node, b: Node): Node {
    const shape = broadcastShape(a.shape, b.shape);
    if (a.op === 'constant' && b.op === 'constant') return this.constant(binary[op](a.value, b.value), shape);
    if (b.op === 'constant' && b.value === identityRight[op]) return this.broadcast(a, shape);
    if (a.op === 'constant' && a.value === identityLeft[op]) return this.broadcast(b, shape);
    // Rows summed by the same ids are summed at once.
    if (op === 'add' && a.op === 'segmentSum' && b.op === 'segmentSum' && a.inputs[1] === b.inputs[1])
      return this.segmentSum(this.binary('add', a.inputs[0], b.inputs[0]), a.inputs[1], a.shape[0]!);
    return this.node({ op, inputs: [this.narrow(a, b.shape, shape), this.narrow(b, a.shape, shape)] }, shape);
  }

  /** Undoes a broadcast, or shrinks a constant, where the other operand has the whole shape anyway. */
  private narrow(x: Node, other: Shape, whole: Shape): Node {
    if (!sameShape(other, whole)) return x;
    if (x.op === 'broadcast') return x.inputs[0];
    return x.op === 'constant' ? this.constant(x.value, []) : x;
  }

  select(condition: Node, a: Node, b: Node): Node {
    const shape = broadcastShape(condition.shape, broadcastShape(a.shape, b.shape));
    return this.node({ op: 'select', inputs: [condition, a, b] }, shape);
  }

  reduce(op: 'reduceSum' | 'reduceMax', x: Node, axes: readonly number[]): Node {
    // An axis of length 1 needs no reduction.
    const long = axes.filter((axis) => x.shape[axis]! > 1).sort((a, b) => a - b);
    const shape = x.shape.filter((_, axis) => !axes.includes(axis));
    if (long.length === 0) return this.reshape(x, shape);
    if (x.op === 'constant') {
      const times = op === 'reduceSum' ? sizeOf(x.shape) / sizeOf(shape) : 1;
      return this.constant(x.value * times, shape);
    }
    const last = x.shape.length - 1;
    // Reductions run along the rows of a matrix, whatever its rows stand for.
    if (last > 1 && (long.length === last + 1 || (long.length === 1 && long[0] === last))) {
      const rows = this.reshape(x, [sizeOf(x.shape) / x.shape[last]!, x.shape[last]!]);
      return this.reshape(this.reduce(op, rows, long.length === 1 ? [1] : [0, 1]), shape);
    }
    // An inner axis is turned to the end, in memory, as rows are not computed crosswise.
    if (long.length === 1 && long[0]! > 0 && long[0]! < last) {
      const outer = x.shape.map((_, axis) => axis).filter((axis) => axis !== long[0]);
      const turned = this.transpose(this.copy(x), [...outer, long[0]!]);
      return this.reshape(this.reduce(op, turned, [last]), shape);
    }
    // The last axis first: that sum can be made along the row, the others have to wait for all rows.
    if (long.length > 1 && long.at(-1) === last)
      return this.reshape(this.reduce(op, this.reduce(op, x, [last]), long.slice(0, -1)), shape);
    const kept = x.shape.filter((_, axis) => !long.includes(axis));
    return this.reshape(this.node({ op, inputs: [x], axes: long }, kept), shape);
  }

  /** [m, k] · [k, n]; with a single row, column or term it is no product but sums and multiplications. */
  product(a: Node, b: Node): Node {
    const [m, k] = a.shape as [number, number];
    const n = b.shape[1]!;
    if (k === 1) return this.binary('mul', a, b);
    if (n === 1) return this.productWithColumn(a, b);
    if (m === 1)
      return this.transpose(
        this.productWithColumn(this.transpose(b, [1, 0]), this.transpose(a, [1, 0])),
        [1, 0],
      );
    return this.node({ op: 'product', inputs: [a, b] }, [m, n]);
  }

  private productWithColumn(a: Node, column: Node): Node {
    const [m, k] = a.shape as [number, number];
    if (a.op === 'concat' && a.axis === 1) {
      // Σ over the parts, each with its stretch of the column: nothing has to be put together.
      let from = 0;
      return a.inputs
        .map((part) => {
          const stretch = this.slice(column, [from, 0], [part.shape[1]!, 1]);
          from += part.shape[1]!;
          return this.product(part, stretch);
        })
        .reduce((sum, part) => this.binary('add', sum, part));
    }
    if (a.op !== 'transpose') {
      const terms = this.binary('mul', a, this.reshape(column, [1, k]));
      return this.reshape(this.reduce('reduceSum', terms, [1]), [m, 1]);
    }
    const [upright] = a.inputs; // [k, m]
    if (upright.op === 'concat' && upright.axis === 1)
      return this.concat(
        upright.inputs.map((part) => this.product(this.transpose(part, [1, 0]), column)),
        0,
      );
    return this.reshape(this.reduce('reduceSum', this.binary('mul', upright, column), [0]), [m, 1]);
  }

  gather(table: Node, ids: Node): Node {
    const shape = [...ids.shape, ...table.shape.slice(1)];
    if (table.op === 'constant') return this.constant(table.value, shape, table.dtype);
    return this.node({ op: 'gather', inputs: [table, ids] }, shape, table.dtype);
  }

  segmentSum(of: Node, ids: Node, numSegments: number): Node {
    // Sums by id are read from memory.
    const values = this.inMemory(of);
    return this.node({ op: 'segmentSum', inputs: [values, ids] }, [
      numSegments,
      ...values.shape.slice(ids.shape.length),
    ]);
  }

  /** Runs of `width` rows of [rows, depth] as one row each. */
  windows(x: Node, width: number): Node {
    const [rows, depth] = x.shape as [number, number];
    const shape = [rows - width + 1, width * depth];
    if (width === 1) return x;
    if (x.op === 'constant') return this.constant(x.value, shape);
    return this.node({ op: 'windows', inputs: [x] }, shape);
  }

  winners(scores: Node, lengths: Node, width: number): Node {
    const shape = [lengths.shape[0]!, scores.shape[1]!];
    return this.node({ op: 'winners', inputs: [scores, lengths], width }, shape, 'int32');
  }

  takeAlong(table: Node, ids: Node): Node {
    return this.node({ op: 'takeAlong', inputs: [table, ids] }, ids.shape);
  }

  /** Of windows of `width` rows of x. */
  filterGradient(x: Node, winners: Node, gradient: Node, width: number): Node {
    const shape = [width * x.shape[1]!, gradient.shape[1]!];
    return this.node({ op: 'filterGradient', inputs: [x, winners, gradient] }, shape);
  }

  /** For an input of that shape. */
  inputGradient(filters: Node, winners: Node, gradient: Node, shape: Shape): Node {
    return this.node({ op: 'inputGradient', inputs: [filters, winners, gradient] }, shape);
  }

  additiveScores(queries: Node, keys: Node, v: Node): Node {
    return this.node({ op: 'additiveScores', inputs: [queries, keys, v] }, pairsOf(queries));
  }

  additiveScoresGradient(queries: Node, keys: Node, v: Node, gradient: Node): Node {
    const [batchSize, length, units] = queries.shape as [number, number, number];
    const shape = [3 * batchSize * length, units];
    return this.node({ op: 'additiveScoresGradient', inputs: [queries, keys, v, gradient] }, shape);
  }

  causalDots(left: Node, right: Node): Node {
    return this.node({ op: 'causalDots', inputs: [left, right] }, pairsOf(left));
  }

  causalSums(weights: Node, of: Node, over: 'earlier' | 'later'): Node {
    return this.node({ op: 'causalSums', inputs: [weights, of], over }, of.shape);
  }

  /** A first state of zeros is none. */
  recurrence(x: Node, recurrent: Node, steps: Node, initial: Node | null, by: RecurrenceBy): Node {
    const isZero = initial?.op === 'constant' && initial.value === 0;
    const inputs = [x, recurrent, steps, ...(initial && !isZero ? [initial] : [])];
    return this.node({ op: 'recurrence', inputs, ...by }, [x.shape[0]!, recurrent.shape[0]!]);
  }

  /** What the gradient of such outputs needs. */
  memoryOf(outputs: Node, cell: Cell): Node {
    const [rows, units] = outputs.shape as [number, number];
    return this.node({ op: 'memory', inputs: [outputs] }, [memorySize(cell, rows, units)]);
  }

  recurrenceGradient(memory: Node, turned: Node, steps: Node, gradient: Node, by: RecurrenceBy): Node {
    const inputs: [Node, Node, Node, Node] = [memory, turned, steps, gradient];
    return this.node({ op: 'recurrenceGradient', inputs, ...by }, [gradient.shape[0]!, turned.shape[0]!]);
  }

  gradientOfProduct(gradient: Node): Node {
    return this.node({ op: 'gradientOfProduct', inputs: [gradient] }, gradient.shape);
  }

  /** For a kernel to which the order in memory matters. */
  copy(x: Node): Node {
    return this.node({ op: 'copy', inputs: [x] }, x.shape);
  }

  reshape(x: Node, shape: Shape): Node {
    if (sameShape(x.shape, shape)) return x;
    if (x.op === 'constant') return this.constant(x.value, shape, x.dtype);
    if (x.op === 'reshape') return this.reshape(x.inputs[0], shape);
    return this.node({ op: 'reshape', inputs: [x] }, shape, x.dtype);
  }

  transpose(x: Node, permutation: readonly number[]): Node {
    if (permutation.every((axis, i) => axis === i)) return x;
    const shape = permutation.map((axis) => x.shape[axis]!);
    if (x.op === 'constant') return this.constant(x.value, shape, x.dtype);
    if (x.op === 'transpose')
      return this.transpose(
        x.inputs[0],
        permutation.map((axis) => x.permutation[axis]!),
      );
    // Where only axes of length 1 move, nothing moves in memory.
    const long = permutation.filter((axis) => x.shape[axis]! > 1);
    if (long.every((axis, i) => i === 0 || long[i - 1]! < axis)) return this.reshape(x, shape);
    return this.node({ op: 'transpose', inputs: [x], permutation }, shape, x.dtype);
  }

  slice(x: Node, begin: readonly number[], size: Shape): Node {
    if (sameShape(x.shape, size)) return x;
    if (x.op === 'constant') return this.constant(x.value, size, x.dtype);
    if (x.op === 'slice')
      return this.slice(
        x.inputs[0],
        begin.map((from, axis) => from + x.begin[axis]!),
        size,
      );
    if (x.op === 'concat') {
      let from = begin[x.axis]!;
      for (const part of x.inputs) {
        const length = part.shape[x.axis]!;
        if (from >= 0 && from + size[x.axis]! <= length)
          return this.slice(
            part,
            begin.map((at, axis) => (axis === x.axis ? from : at)),
            size,
          );
        from -= length;
      }
    }
    return this.node({ op: 'slice', inputs: [x], begin }, size, x.dtype);
  }

  broadcast(x: Node, shape: Shape): Node {
    if (sameShape(x.shape, shape)) return x;
    if (x.op === 'constant') return this.constant(x.value, shape, x.dtype);
    if (x.op === 'broadcast') return this.broadcast(x.inputs[0], shape);
    return this.node({ op: 'broadcast', inputs: [x] }, shape, x.dtype);
  }

  concat(parts: Node[], axis: number): Node {
    const filled = parts.filter((part) => part.shape[axis]! > 0);
    if (filled.length === 1) return filled[0]!;
    const shape = [...filled[0]!.shape];
    shape[axis] = filled.reduce((length, part) => length + part.shape[axis]!, 0);
    return this.node({ op: 'concat', inputs: filled, axis }, shape, filled[0]!.dtype);
  }
}

/** [B, T, T] from sequences [B, T, …]. */
function pairsOf({ shape: [batchSize, length] }: Node): Shape {
  return [batchSize!, length!, length!];
}

function keyOf(operation: Operation, shape: Shape, dtype: string): string {
  const inputs = inputsOf(operation as Node).map(({ id }) => id);
  // JSON would write infinities and NaN alike.
  const value = operation.op === 'constant' ? String(operation.value) : undefined;
  return JSON.stringify([{ ...operation, inputs, value }, shape, dtype]);
}
