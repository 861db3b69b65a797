/** Kernels of attention. */
import type { Node } from '../graph/node';
import type { AttentionKernel, Sequences } from '../program/attentionKernels';
import type { Start } from '../program/program';
import { contiguousStrides } from './coordinates';
import { NotCompilable } from './notCompilable';
import type { Storage } from './storage';

/** Operations that become such a kernel. */
export type AttentionNode = Node & { op: AttentionKernel['kind'] };

/**
 * @param seen where an input lies
 * @param to memory of the node, without gaps
 * @throws NotCompilable where an input lies in a way that no such kernel reads
 */
export function attentionKernel(
  node: AttentionNode,
  seen: (input: Node) => Storage,
  { buffer, offset }: Storage,
): AttentionKernel {
  const gapless = (input: Node): Start => {
    const { strides, ...start } = seen(input);
    const wanted = contiguousStrides(input.shape);
    if (input.shape.some((length, axis) => length > 1 && strides[axis] !== wanted[axis]))
      throw new NotCompilable(`attention over [${input.shape.join()}] with gaps`);
    return { buffer: start.buffer, offset: start.offset };
  };
  const sequences = (input: Node): Sequences => {
    const { strides, ...start } = seen(input);
    const [batchStride, rowStride, step] = strides as [number, number, number];
    if (input.shape[2]! > 1 && step !== 1)
      throw new NotCompilable(`attention over [${input.shape.join()}] on its side`);
    return { buffer: start.buffer, offset: start.offset, batchStride, rowStride };
  };
  const name = `${node.op}${node.id}`;
  const to = { buffer, offset };
  switch (node.op) {
    case 'additiveScores': {
      const [queries, keys, v] = node.inputs;
      const shape = shapeOf(queries);
      const read = { queries: sequences(queries), keys: sequences(keys), v: gapless(v) };
      return { kind: node.op, name, ...shape, ...read, to };
    }
    case 'additiveScoresGradient': {
      const [queries, keys, v, gradient] = node.inputs;
      const shape = shapeOf(queries);
      const read = { queries: sequences(queries), keys: sequences(keys), v: gapless(v) };
      return { kind: node.op, name, ...shape, ...read, gradient: gapless(gradient), to };
    }
    case 'causalDots': {
      const [left, right] = node.inputs;
      return { kind: node.op, name, ...shapeOf(left), left: sequences(left), right: sequences(right), to };
    }
    case 'causalSums': {
      const [weights, of] = node.inputs;
      const { over } = node;
      return { kind: node.op, name, ...shapeOf(of), over, weights: gapless(weights), of: sequences(of), to };
    }
  }
}

function shapeOf({ shape }: Node): { batchSize: number; length: number; width: number } {
  const [batchSize, length, width] = shape as [number, number, number];
  return { batchSize, length, width };
}
