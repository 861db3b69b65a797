/** The kernel of an operation that has one of its own. */
import type { Node } from '../graph/node';
import type { Kernel } from '../program/program';
import { attentionKernel } from './attentionKernel';
import { recurrenceKernel } from './recurrenceKernel';
import type { Storage } from './storage';
import { windowKernel } from './windowKernel';

/**
 * @param seen where an input lies
 * @param to memory of the node, without gaps
 * @param besides memory of what its kernel writes besides, without gaps; null where nothing reads that
 * @throws NotCompilable where an input lies in a way that no such kernel reads
 */
export function aloneKernel(
  node: Node,
  seen: (input: Node) => Storage,
  to: Storage,
  besides: Storage | null,
): Kernel {
  switch (node.op) {
    case 'additiveScores':
    case 'additiveScoresGradient':
    case 'causalDots':
    case 'causalSums':
      return attentionKernel(node, seen, to);
    case 'recurrence':
    case 'recurrenceGradient':
      return recurrenceKernel(node, seen, to, besides);
    default:
      return windowKernel(node, seen, to);
  }
}
