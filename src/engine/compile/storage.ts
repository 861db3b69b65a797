/** Where nodes lie in memory, and views of them. */
import { sameShape, sizeOf, type Node, type Shape } from '../graph/node';
import type { BufferId } from '../program/program';
import { contiguousStrides, sameButOnes } from './coordinates';

export interface Storage {
  buffer: BufferId;
  offset: number;
  /** Per axis of the node. */
  strides: readonly number[];
}

/** A sum over rows that lies there in parts, to be added by whoever reads it; most nodes are in one part. */
export interface Parted extends Storage {
  parts: number;
  partStride: number;
}

/** A node seen through reshapes, slices and transposes of another that lies without gaps. */
export interface View {
  base: Node;
  offset: number;
  strides: readonly number[];
}

/**
 * The view that a node is, with itself as base where it is none; null where it cannot be written with strides, such as
 * the reshape of a transpose.
 */
export function viewOf(node: Node): View | null {
  switch (node.op) {
    case 'slice': {
      const inner = viewOf(node.inputs[0]);
      if (!inner) return null;
      const offset = node.begin.reduce((sum, from, axis) => sum + from * inner.strides[axis]!, inner.offset);
      return { ...inner, offset };
    }
    case 'transpose': {
      const inner = viewOf(node.inputs[0]);
      return inner && { ...inner, strides: node.permutation.map((axis) => inner.strides[axis]!) };
    }
    case 'windows': {
      const inner = viewOf(node.inputs[0]);
      return inner && windowsView(node, inner);
    }
    case 'reshape': {
      const inner = viewOf(node.inputs[0]);
      const strides = inner && reshapedStrides(node.inputs[0].shape, inner.strides, node.shape);
      return strides && { ...inner, strides };
    }
    default:
      return { base: node, offset: 0, strides: contiguousStrides(node.shape) };
  }
}

/** The view with rows that overlap, or null where the rows of the matrix under it do not lie side by side. */
export function windowsView<V extends { strides: readonly number[] }>(
  node: Node & { op: 'windows' },
  of: V,
): V | null {
  const depth = node.inputs[0].shape[1]!;
  const [rowStride, columnStride] = of.strides;
  const isGapless = rowStride === depth && (depth === 1 || columnStride === 1);
  return isGapless ? { ...of, strides: [depth, 1] } : null;
}

/** Strides after a reshape, or null where the numbers would have to move. */
export function reshapedStrides(
  from: Shape,
  strides: readonly number[],
  to: Shape,
): readonly number[] | null {
  if (sameShape(from, to)) return strides;
  if (sameButOnes(from, to)) {
    const long = strides.filter((_, axis) => from[axis]! > 1);
    return to.map((length) => (length > 1 ? long.shift()! : 0));
  }
  const gapless = contiguousStrides(from).every(
    (stride, axis) => from[axis] === 1 || stride === strides[axis],
  );
  return gapless && sizeOf(from) === sizeOf(to) ? contiguousStrides(to) : null;
}

/** A view of a node whose storage is known. */
export function viewStorage(view: View, base: Storage): Storage | null {
  const gapless = contiguousStrides(view.base.shape);
  if (gapless.every((stride, axis) => view.base.shape[axis] === 1 || stride === base.strides[axis]))
    return { buffer: base.buffer, offset: base.offset + view.offset, strides: view.strides };
  return null;
}
