/** Kernels of recurrent layers. */
import { inputsOf, type Node } from '../graph/node';
import type { Start } from '../program/program';
import type { SequenceKernel } from '../program/recurrenceKernels';
import type { Matrix } from '../program/windowKernels';
import { gatesOf } from '../recurrence/cells';
import { NotCompilable } from './notCompilable';
import type { Storage } from './storage';

/** Operations that become such a kernel. */
export type RecurrenceNode = Node & { op: SequenceKernel['kind'] };

/**
 * @param seen where an input lies
 * @param to memory of the node, without gaps
 * @param besides memory of what the kernel writes besides, without gaps; null where nothing reads it
 * @throws NotCompilable where an input lies in a way that no such kernel reads
 */
export function recurrenceKernel(
  node: RecurrenceNode,
  seen: (input: Node) => Storage,
  to: Storage,
  besides: Storage | null,
): SequenceKernel {
  const matrix = (input: Node): Matrix => {
    const { buffer, offset, strides } = seen(input);
    if (input.shape[1]! > 1 && strides[1] !== 1)
      throw new NotCompilable(`a recurrent layer over [${input.shape.join()}] on its side`);
    return { buffer, offset, rowStride: strides[0]! };
  };
  const list = (input: Node): Start => {
    const { buffer, offset, strides } = seen(input);
    if (input.shape[0]! > 1 && strides[0] !== 1)
      throw new NotCompilable(`a recurrent layer over [${input.shape.join()}] with gaps`);
    return { buffer, offset };
  };
  const start = ({ buffer, offset }: Storage): Start => ({ buffer, offset });
  const { cell, length, reverse } = node;
  const [rows] = node.shape as [number, number];
  const name = `${node.op}${node.id}`;
  const of = { name, cell, length, reverse, batchSize: rows / length, to: start(to) };
  const extra = besides && start(besides);
  if (node.op === 'recurrence') {
    const [x, recurrent, steps, initial] = inputsOf(node);
    return {
      ...of,
      kind: node.op,
      units: node.shape[1]!,
      x: matrix(x!),
      recurrent: matrix(recurrent!),
      steps: list(steps!),
      initial: initial ? matrix(initial) : null,
      memory: extra,
    };
  }
  const [memory, turned, steps, gradient] = inputsOf(node);
  return {
    ...of,
    kind: node.op,
    units: node.shape[1]! / gatesOf[cell],
    memory: list(memory!),
    turned: matrix(turned!),
    steps: list(steps!),
    gradient: matrix(gradient!),
    ofProduct: extra,
  };
}
