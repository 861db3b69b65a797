/** The sums that gradients of dense weights are made of. */
import { inputsOf, sizeOf, type Node } from '../graph/node';
import { numRowsOf } from './coordinates';
import { kindOf } from './kinds';

/** A sum over rows or a product that makes up a stretch of a weight's gradient. */
export interface Piece {
  node: Node;
  offset: number;
}

/** The sums that a gradient consists of, where it is nothing else and nothing else uses them; else null. */
export function piecesOf(gradient: Node, users: ReadonlyMap<Node, number>): Piece[] | null {
  if ((users.get(gradient) ?? 0) > 1) return null;
  if (gradient.op === 'reshape') return piecesOf(gradient.inputs[0], users);
  if (gradient.op === 'concat' && gradient.axis === 0) {
    const pieces: Piece[] = [];
    let offset = 0;
    for (const part of gradient.inputs) {
      const inner = piecesOf(part, users);
      if (!inner) return null;
      const from = offset;
      pieces.push(...inner.map((piece) => ({ ...piece, offset: piece.offset + from })));
      offset += sizeOf(part.shape);
    }
    return pieces;
  }
  const kind = kindOf(gradient);
  return kind === 'columns' || kind === 'product' ? [{ node: gradient, offset: 0 }] : null;
}

/** Of how many numbers each number of a piece is the sum. */
export function numSummed({ node }: Piece): number {
  const [x] = inputsOf(node) as [Node];
  return node.op === 'product' ? x.shape[1]! : numRowsOf(x.shape);
}

/** How often each node is used, by others or as a root. */
export function countUsers(roots: readonly Node[]): Map<Node, number> {
  const users = new Map<Node, number>();
  const walk = (node: Node): void => {
    users.set(node, (users.get(node) ?? 0) + 1);
    if (users.get(node) === 1) inputsOf(node).forEach(walk);
  };
  roots.forEach(walk);
  return users;
}
