/** What sort of work a node is, which decides how far it can be fused with its neighbours. */
import { inputsOf, sameShape, type Node } from '../graph/node';
import { numRowsOf } from './coordinates';
import { NotCompilable } from './notCompilable';

/**
 * - leaf: lies in memory or is known before any kernel runs;
 * - rows: computed row by row from its inputs, fusable; a `reduction` runs along the row;
 * - columns: a sum over rows, in a kernel of its own;
 * - product, concat: have memory of their own;
 * - alone: an operation with a kernel of its own, from inputs that lie in memory;
 * - besides: what the kernel of its input, which is one of those, writes besides.
 */
export type Kind = 'leaf' | 'rows' | 'reduction' | 'columns' | 'product' | 'concat' | 'alone' | 'besides';

/** @throws NotCompilable for a reduction over inner axes. */
export function kindOf(node: Node): Kind {
  switch (node.op) {
    case 'constant':
    case 'array':
    case 'input':
    case 'weight':
    case 'scalar':
    case 'dropout':
      return 'leaf';
    case 'product':
      return 'product';
    case 'concat':
      return 'concat';
    case 'winners':
    case 'filterGradient':
    case 'inputGradient':
    case 'additiveScores':
    case 'additiveScoresGradient':
    case 'causalDots':
    case 'causalSums':
    case 'recurrence':
    case 'recurrenceGradient':
      return 'alone';
    case 'memory':
    case 'gradientOfProduct':
      return 'besides';
    case 'reduceSum':
    case 'reduceMax': {
      const rank = node.inputs[0].shape.length;
      if (rank > 1 && node.axes.length === 1 && node.axes[0] === rank - 1) return 'reduction';
      const leading = node.axes.every((axis, i) => axis === i) && node.axes.length === Math.max(1, rank - 1);
      if (leading && node.op === 'reduceSum') return 'columns';
      throw new NotCompilable(
        `a reduction of [${node.inputs[0].shape.join()}] over axes ${node.axes.join()}`,
      );
    }
    case 'reshape':
    case 'slice':
    case 'transpose':
    case 'windows':
      // A view of a leaf is one itself.
      return kindOf(node.inputs[0]) === 'leaf' ? 'leaf' : 'rows';
    default:
      return 'rows';
  }
}

/** Operations so cheap that computing them again costs less than keeping the result. */
const cheap = new Set<Node['op']>([
  'add',
  'sub',
  'mul',
  'max',
  'min',
  'neg',
  'abs',
  'step',
  'select',
  'greater',
  'greaterEqual',
  'less',
  'lessEqual',
  'equal',
  'notEqual',
  'toFloat',
  'gather',
  'takeAlong',
  'segmentSum',
  'reshape',
  'slice',
  'transpose',
  'windows',
  'broadcast',
]);

export const isCheap = (node: Node): boolean => cheap.has(node.op);

/**
 * Whether row r of an input is needed for row r of the node only, so that both can be computed in one go over the
 * rows.
 */
export function isAligned(node: Node, input: Node): boolean {
  switch (node.op) {
    case 'transpose':
    case 'windows':
    case 'gather':
    case 'takeAlong':
    case 'segmentSum':
    case 'concat':
    case 'copy':
      return false;
    case 'slice':
      return node.begin.every(
        (from, axis) =>
          (axis === node.shape.length - 1 && node.shape.length > 1) ||
          (from === 0 && node.shape[axis] === input.shape[axis]),
      );
    case 'reshape':
      return numRowsOf(node.shape) === numRowsOf(input.shape);
    case 'reduceSum':
    case 'reduceMax':
      return kindOf(node) === 'reduction';
    default: {
      // Pointwise, with broadcasting: the leading axes have to be the same, or be absent in both.
      const { length: rank } = node.shape;
      if (rank < 2) return sameShape(node.shape, input.shape);
      const leading = node.shape.slice(0, -1);
      const padded = [...new Array<number>(Math.max(0, rank - input.shape.length)).fill(1), ...input.shape];
      return sameShape(leading, padded.slice(0, -1));
    }
  }
}

export const isPointwise = (node: Node): boolean =>
  inputsOf(node).length > 0 &&
  kindOf(node) !== 'alone' &&
  kindOf(node) !== 'besides' &&
  ![
    'windows',
    'gather',
    'takeAlong',
    'segmentSum',
    'copy',
    'reshape',
    'transpose',
    'slice',
    'broadcast',
    'concat',
    'product',
    'reduceSum',
    'reduceMax',
  ].includes(node.op);
