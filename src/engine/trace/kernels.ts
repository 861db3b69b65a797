/** What each tfjs kernel that a traced computation may call becomes in the graph. */
import type { Graph } from '../graph/graph';
import { sizeOf, type Node, type Shape } from '../graph/node';
import type { BinaryOp, UnaryOp } from '../program/program';
import * as tf from '../tf';

export interface KernelCall {
  graph: Graph;
  /** By the names of the kernel's inputs; lists are numbered. */
  inputs: Record<string, Node>;
  /** Each lowering knows the types of its own. */
  attrs: Record<string, unknown>;
}

/** One node per output of the kernel. */
export type Lowering = (call: KernelCall) => Node | Node[];

const unary =
  (op: UnaryOp): Lowering =>
  ({ graph, inputs }) =>
    graph.unary(op, inputs.x!);

const binary =
  (op: BinaryOp): Lowering =>
  ({ graph, inputs }) =>
    graph.binary(op, graph.toFloat(inputs.a!), graph.toFloat(inputs.b!));

const like =
  (value: number): Lowering =>
  ({ graph, inputs }) =>
    graph.constant(value, inputs.x!.shape, inputs.x!.dtype);

/** Reduces and, where asked, keeps the axes with length 1. */
function reduced(
  graph: Graph,
  op: 'reduceSum' | 'reduceMax',
  x: Node,
  axis: number | number[] | undefined,
  keepDims: boolean,
): Node {
  const axes = tf.util.parseAxisParam(axis as number | number[], [...x.shape]);
  const result = graph.reduce(op, x, axes);
  return keepDims ? graph.reshape(result, withOnes(x.shape, axes)) : result;
}

const withOnes = (shape: Shape, axes: readonly number[]): Shape =>
  shape.map((length, axis) => (axes.includes(axis) ? 1 : length));

/** x − max and its exponentials' sum along the last axis, the parts of a softmax. */
function shiftedExponentials(graph: Graph, x: Node): { shifted: Node; exponentials: Node; sum: Node } {
  const last = x.shape.length - 1;
  const max = graph.reshape(graph.reduce('reduceMax', x, [last]), withOnes(x.shape, [last]));
  const shifted = graph.binary('sub', x, max);
  const exponentials = graph.unary('exp', shifted);
  const sum = graph.reshape(graph.reduce('reduceSum', exponentials, [last]), max.shape);
  return { shifted, exponentials, sum };
}

function split({ graph, inputs, attrs }: KernelCall): Node[] {
  const x = inputs.x!;
  const axis = tf.util.parseAxisParam(attrs.axis as number, [...x.shape])[0]!;
  const length = x.shape[axis]!;
  const asked = attrs.numOrSizeSplits as number | number[];
  const sizes = Array.isArray(asked) ? asked : new Array<number>(asked).fill(length / asked);
  let from = 0;
  return sizes.map((size) => {
    const begin = x.shape.map((_, i) => (i === axis ? from : 0));
    from += size;
    return graph.slice(
      x,
      begin,
      x.shape.map((full, i) => (i === axis ? size : full)),
    );
  });
}

function pad({ graph, inputs, attrs }: KernelCall): Node {
  let x = inputs.x!;
  (attrs.paddings as [number, number][]).forEach((amounts, axis) => {
    const [before, after] = amounts.map((amount) =>
      graph.constant(
        attrs.constantValue as number,
        x.shape.map((length, i) => (i === axis ? amount : length)),
      ),
    ) as [Node, Node];
    x = graph.concat([before, x, after], axis);
  });
  return x;
}

/** Swaps the last two axes of a matrix where asked. */
const turned = (graph: Graph, x: Node, turn: boolean): Node => (turn ? graph.transpose(x, [1, 0]) : x);

export const lowerings: Readonly<Record<string, Lowering>> = {
  Add: binary('add'),
  Sub: binary('sub'),
  Multiply: binary('mul'),
  RealDiv: binary('div'),
  Maximum: binary('max'),
  Minimum: binary('min'),
  Pow: binary('pow'),
  Greater: binary('greater'),
  GreaterEqual: binary('greaterEqual'),
  Less: binary('less'),
  LessEqual: binary('lessEqual'),
  Equal: binary('equal'),
  NotEqual: binary('notEqual'),
  LogicalAnd: binary('mul'),
  SquaredDifference: ({ graph, inputs }) => {
    const difference = graph.binary('sub', inputs.a!, inputs.b!);
    return graph.binary('mul', difference, difference);
  },
  AddN: ({ graph, inputs }) => Object.values(inputs).reduce((sum, x) => graph.binary('add', sum, x)),
  Neg: unary('neg'),
  Exp: unary('exp'),
  Log: unary('log'),
  Log1p: unary('log1p'),
  Abs: unary('abs'),
  Sqrt: unary('sqrt'),
  Sigmoid: unary('sigmoid'),
  Tanh: unary('tanh'),
  Sign: unary('sign'),
  Step: ({ graph, inputs, attrs }) => {
    const step = graph.unary('step', inputs.x!);
    const { alpha } = attrs as { alpha: number };
    return alpha === 0 ? step : graph.select(step, graph.constant(1, []), graph.constant(alpha, []));
  },
  Square: ({ graph, inputs }) => graph.binary('mul', inputs.x!, inputs.x!),
  Rsqrt: ({ graph, inputs }) => graph.binary('div', graph.constant(1, []), graph.unary('sqrt', inputs.x!)),
  Reciprocal: ({ graph, inputs }) => graph.binary('div', graph.constant(1, []), inputs.x!),
  Relu: ({ graph, inputs }) => graph.binary('max', inputs.x!, graph.constant(0, [])),
  Softplus: ({ graph, inputs }) => {
    const x = inputs.x!;
    const tail = graph.unary('log1p', graph.unary('exp', graph.unary('neg', graph.unary('abs', x))));
    return graph.binary('add', graph.binary('max', x, graph.constant(0, [])), tail);
  },
  Select: ({ graph, inputs }) => graph.select(inputs.condition!, inputs.t!, inputs.e!),
  Cast: ({ graph, inputs, attrs }) => (attrs.dtype === 'float32' ? graph.toFloat(inputs.x!) : inputs.x!),
  Identity: ({ inputs }) => inputs.x!,
  ZerosLike: like(0),
  OnesLike: like(1),
  Range: ({ graph, attrs }) => {
    const { start, stop, step, dtype } = attrs as {
      start: number;
      stop: number;
      step: number;
      dtype: string;
    };
    const length = Math.max(0, Math.ceil((stop - start) / step));
    const numbers = Array.from({ length }, (_, i) => start + i * step);
    return graph.array(dtype === 'int32' ? Int32Array.from(numbers) : Float32Array.from(numbers), [length]);
  },
  Fill: ({ graph, attrs }) =>
    graph.constant(
      attrs.value as number,
      attrs.shape as number[],
      attrs.dtype === 'int32' ? 'int32' : 'float32',
    ),
  Sum: ({ graph, inputs, attrs }) =>
    reduced(graph, 'reduceSum', inputs.x!, attrs.axis as number[], Boolean(attrs.keepDims)),
  Mean: ({ graph, inputs, attrs }) => {
    const sum = reduced(graph, 'reduceSum', inputs.x!, attrs.axis as number[], Boolean(attrs.keepDims));
    return graph.binary('mul', sum, graph.constant(sizeOf(sum.shape) / sizeOf(inputs.x!.shape), []));
  },
  Max: ({ graph, inputs, attrs }) =>
    reduced(graph, 'reduceMax', inputs.x!, attrs.reductionIndices as number[], Boolean(attrs.keepDims)),
  Softmax: ({ graph, inputs }) => {
    const { exponentials, sum } = shiftedExponentials(graph, inputs.logits!);
    return graph.binary('div', exponentials, sum);
  },
  LogSoftmax: ({ graph, inputs }) => {
    const { shifted, sum } = shiftedExponentials(graph, inputs.logits!);
    return graph.binary('sub', shifted, graph.unary('log', sum));
  },
  BatchMatMul: ({ graph, inputs, attrs }) =>
    graph.product(
      turned(graph, inputs.a!, attrs.transposeA as boolean),
      turned(graph, inputs.b!, attrs.transposeB as boolean),
    ),
  GatherV2: ({ graph, inputs }) => graph.gather(inputs.x!, inputs.indices!),
  UnsortedSegmentSum: ({ graph, inputs, attrs }) =>
    graph.segmentSum(inputs.x!, inputs.segmentIds!, attrs.numSegments as number),
  Reshape: ({ graph, inputs, attrs }) =>
    graph.reshape(
      inputs.x!,
      tf.util.inferFromImplicitShape(attrs.shape as number[], sizeOf(inputs.x!.shape)),
    ),
  ExpandDims: ({ graph, inputs, attrs }) => {
    const x = inputs.input!;
    const dim = attrs.dim as number;
    const shape = [...x.shape];
    shape.splice(dim < 0 ? x.shape.length + 1 + dim : dim, 0, 1);
    return graph.reshape(x, shape);
  },
  Transpose: ({ graph, inputs, attrs }) => graph.transpose(inputs.x!, attrs.perm as number[]),
  Slice: ({ graph, inputs, attrs }) => {
    const x = inputs.x!;
    const lengths = (attrs.size as number[]).map((length, axis) =>
      length < 0 ? x.shape[axis]! - (attrs.begin as number[])[axis]! : length,
    );
    return graph.slice(x, attrs.begin as number[], lengths);
  },
  SplitV: split,
  Concat: ({ graph, inputs, attrs }) => {
    const parts = Object.values(inputs);
    return graph.concat(parts, tf.util.parseAxisParam(attrs.axis as number, [...parts[0]!.shape])[0]!);
  },
  PadV2: pad,
  BroadcastTo: ({ graph, inputs, attrs }) => graph.broadcast(inputs.x!, attrs.shape as number[]),
  Tile: ({ graph, inputs, attrs }) => {
    let x = inputs.x!;
    (attrs.reps as number[]).forEach((times, axis) => {
      if (x.shape[axis] === 1)
        x = graph.broadcast(
          x,
          x.shape.map((length, i) => (i === axis ? times : length)),
        );
      else x = graph.concat(new Array<Node>(times).fill(x), axis);
    });
    return x;
  },
};
