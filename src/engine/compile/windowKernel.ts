/** Kernels for what is found or summed at windows. */
import { inputsOf, type Node } from '../graph/node';
import type { Kernel, Start } from '../program/program';
import type { Matrix } from '../program/windowKernels';
import { contiguousStrides } from './coordinates';
import { NotCompilable } from './notCompilable';
import type { Storage } from './storage';

/**
 * @param seen where an input lies
 * @param to memory of the node, without gaps
 * @throws NotCompilable where an input lies in a way that no such kernel reads
 */
export function windowKernel(node: Node, seen: (input: Node) => Storage, to: Storage): Kernel {
  const gapless = (input: Node): Start => {
    const { buffer, offset, strides } = seen(input);
    const wanted = contiguousStrides(input.shape);
    if (input.shape.some((length, axis) => length > 1 && strides[axis] !== wanted[axis]))
      throw new NotCompilable(`windows over [${input.shape.join()}] with gaps`);
    return { buffer, offset };
  };
  const matrix = (input: Node): Matrix => {
    const { buffer, offset, strides } = seen(input);
    if (input.shape[1]! > 1 && strides[1] !== 1)
      throw new NotCompilable(`windows over [${input.shape.join()}] on its side`);
    return { buffer, offset, rowStride: strides[0]! };
  };
  const name = `${node.op}${node.id}`;
  const end = { buffer: to.buffer, offset: to.offset };
  if (node.op === 'winners') {
    const [scores, lengths] = node.inputs;
    const [examples, columns] = node.shape as [number, number];
    const { width } = node;
    const length = (scores.shape[0]! + width - 1) / examples;
    const shape = { kind: node.op, name, examples, length, width, columns };
    return { ...shape, scores: matrix(scores), lengths: gapless(lengths), winners: end };
  }
  if (node.op !== 'filterGradient' && node.op !== 'inputGradient')
    throw new NotCompilable(`${node.op} at windows`);
  const [of, winners, gradient] = inputsOf(node) as [Node, Node, Node];
  const [examples, columns] = gradient.shape as [number, number];
  const at = { name, examples, columns, winners: gapless(winners), gradient: matrix(gradient), to: end };
  if (node.op === 'filterGradient')
    return { ...at, kind: node.op, depth: of.shape[1]!, span: node.shape[0]!, x: gapless(of) };
  const [rows, depth] = node.shape as [number, number];
  const length = rows / examples;
  return { ...at, kind: node.op, depth, span: of.shape[0]!, length, filters: matrix(of) };
}
