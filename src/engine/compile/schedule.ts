/**
 * Decides what is computed in which kernel. Nodes over the same rows that need each other row by row form a cluster
 * and are computed in one go; a pointwise chain behind a product goes into the product; everything else meets through
 * memory, one level after the other.
 */
import { inputsOf, sameShape, sizeOf, type Node } from '../graph/node';
import { numRowsOf, sameButOnes } from './coordinates';
import { isAligned, isCheap, isPointwise, kindOf } from './kinds';
import { viewOf } from './storage';

/** Operations that see the numbers of another in another shape or order. */
const views = new Set<Node['op']>(['reshape', 'slice', 'transpose', 'windows']);

/** A kernel to be: what it may compute itself. */
export interface Site {
  level: number;
  /** Whether the site computes this node itself. */
  has(node: Node): boolean;
  /** Whether it goes over whole rows: only such a kernel sums groups by id. */
  overRows: boolean;
}

/** Longest chain of cheap operations that is computed anew instead of being kept. */
const longestRecomputed = 8;

export class Schedule {
  /** Everything the outputs need, inputs before what uses them. */
  readonly live: readonly Node[];
  /** Nodes that get memory of their own. */
  readonly kept = new Set<Node>();
  /** Sums over rows whose memory is read in ways other than number by number. */
  readonly whole = new Set<Node>();
  /** The product that a pointwise node is computed in. */
  readonly fusedInto = new Map<Node, Node>();
  /** The concatenation whose memory a node is written into directly. */
  readonly claimedBy = new Map<Node, Node>();
  /** The last node of each product's chain; the product itself where nothing is fused. */
  readonly chainEnd = new Map<Node, Node>();
  private readonly users = new Map<Node, Node[]>();
  private readonly levels = new Map<Node, number>();
  private readonly lastFrom: number;

  /**
   * @param roots nodes that are asked for
   * @param lastFrom nodes from this id on are computed after all others
   */
  constructor(roots: readonly Node[], lastFrom: number) {
    this.lastFrom = lastFrom;
    this.live = collect(roots);
    for (const node of this.live)
      for (const input of new Set(inputsOf(node)))
        this.users.set(input, [...(this.users.get(input) ?? []), node]);
    for (const node of this.live) if (node.op === 'product') this.fuseChain(node, new Set(roots));
    for (const node of this.live) {
      if (hasOwnKernel(node) || kindOf(node) === 'besides') this.kept.add(node);
      if (node.op !== 'concat') continue;
      this.kept.add(node);
      for (const part of new Set(node.inputs)) {
        if (['leaf', 'alone', 'besides'].includes(kindOf(part)) || this.isReadAlone(part)) continue;
        if (part.op === 'concat' || this.claimedBy.has(part)) continue;
        this.claimedBy.set(part, node);
        this.kept.add(part);
      }
    }
    for (const end of this.chainEnd.values()) this.kept.add(end);
  }

  /** Whether an operation with a kernel of its own reads a node: it may want it without gaps. */
  private isReadAlone(node: Node): boolean {
    const users = this.users.get(node) ?? [];
    return users.some((user) => kindOf(user) === 'alone' || (views.has(user.op) && this.isReadAlone(user)));
  }

  private isLast(node: Node): boolean {
    return node.id >= this.lastFrom && kindOf(node) !== 'leaf';
  }

  private fuseChain(product: Node, roots: ReadonlySet<Node>): void {
    let end = product;
    for (;;) {
      const [next, ...others] = this.users.get(end) ?? [];
      if (!next || others.length > 0 || roots.has(end)) break;
      if (!isPointwise(next) || !sameShape(next.shape, product.shape) || this.isLast(next)) break;
      // Not across two products: one of them has to be in memory first.
      if (this.fusedInto.has(next)) break;
      this.fusedInto.set(next, product);
      end = next;
    }
    this.chainEnd.set(product, end);
  }

  /** A product and the nodes that are computed in it. */
  chainOf(product: Node): Node[] {
    return [product, ...this.live.filter((node) => this.fusedInto.get(node) === product)];
  }

  /** Level of the kernel that computes a node; −1 for what is there before any kernel runs. */
  levelOf(node: Node): number {
    const known = this.levels.get(node);
    if (known !== undefined) return known;
    const level = this.isLast(node) ? this.lastLevel : this.computeLevel(node);
    this.levels.set(node, level);
    return level;
  }

  private computeLevel(node: Node): number {
    const product = this.fusedInto.get(node) ?? (node.op === 'product' ? node : undefined);
    if (product) return this.productLevel(product);
    const kind = kindOf(node);
    if (kind === 'leaf') return -1;
    if (kind === 'besides') return this.levelOf(inputsOf(node)[0]!);
    if (node.op === 'concat')
      return Math.max(
        0,
        ...node.inputs.map((part) =>
          this.claimedBy.get(part) === node ? this.levelOf(part) : this.availableAt(part),
        ),
      );
    const levels = inputsOf(node).map((input) =>
      !hasOwnKernel(node) && this.canShare(node, input) ? this.levelOf(input) : this.availableAt(input),
    );
    // Grouping by id takes level 0.
    if (node.op === 'segmentSum') levels.push(1);
    return Math.max(0, ...levels);
  }

  private productLevel(product: Node): number {
    const chain = this.chainOf(product);
    const outside = chain.flatMap((node) => inputsOf(node)).filter((node) => !chain.includes(node));
    const level = Math.max(0, ...outside.map((node) => this.availableAt(node)));
    for (const node of chain) this.levels.set(node, level);
    return level;
  }

  /** First level at which a node's memory can be read. */
  availableAt(node: Node): number {
    return this.levelOf(node) + 1;
  }

  /** Whether both can be computed in the same pass over rows. */
  private canShare(node: Node, input: Node): boolean {
    const kind = kindOf(input);
    if (isLoneNumber(input)) return true;
    return (kind === 'rows' || kind === 'reduction') && !this.fusedInto.has(input) && isAligned(node, input);
  }

  private lastLevelKnown: number | undefined;

  /** Behind all that is not last itself. */
  private get lastLevel(): number {
    this.lastLevelKnown ??=
      1 + Math.max(-1, ...this.live.filter((node) => !this.isLast(node)).map((node) => this.levelOf(node)));
    return this.lastLevelKnown;
  }

  /** What the kernel of a node has to write besides, if anything. */
  besidesOf(node: Node): Node | null {
    const users = this.users.get(node) ?? [];
    return users.find((user) => kindOf(user) === 'besides') ?? null;
  }

  /** Name of the pass over rows that computes a node; null for what is computed in a kernel of another kind. */
  clusterOf(node: Node): string | null {
    const kind = kindOf(node);
    if ((kind !== 'rows' && kind !== 'reduction') || this.fusedInto.has(node)) return null;
    return `${this.levelOf(node)}/${numRowsOf(node.shape)}`;
  }

  clusterSite(key: string): Site {
    return { level: Number(key.split('/')[0]), has: (node) => this.clusterOf(node) === key, overRows: true };
  }

  /**
   * Marks as kept what a site needs from elsewhere and does not compute anew.
   * @returns true when a mark is new, so that other sites have to be looked at again
   */
  demand(node: Node, site: Site, recomputed = 0, seen = new Set<Node>()): boolean {
    const kind = kindOf(node);
    if (kind === 'leaf' || seen.has(node)) return false;
    seen.add(node);
    if (!site.has(node)) {
      if (this.kept.has(node)) return false;
      const anew =
        kind === 'rows' &&
        !this.fusedInto.has(node) &&
        isCheap(node) &&
        (site.overRows || node.op !== 'segmentSum') &&
        recomputed < longestRecomputed;
      if (!isLoneNumber(node)) {
        if (!anew) return this.keep(node);
        recomputed++;
      }
    }
    let changed = false;
    for (const [index, input] of inputsOf(node).entries()) {
      if (
        index === 0 && needsMemory(node)
          ? this.demandWhole(input)
          : this.demand(input, site, recomputed, seen)
      )
        changed = true;
    }
    return changed;
  }

  /** Marks the memory behind a view as kept in one piece; the view itself where it is none. */
  demandWhole(node: Node): boolean {
    const base = viewOf(node)?.base ?? node;
    const changed = !this.whole.has(base);
    this.whole.add(base);
    return kindOf(base) === 'leaf' ? false : this.keep(base) || changed;
  }

  keep(node: Node): boolean {
    if (this.kept.has(node)) return false;
    this.kept.add(node);
    return true;
  }
}

/** Whether a node is made by a kernel that makes nothing else of what it needs. */
const hasOwnKernel = (node: Node): boolean => kindOf(node) === 'columns' || kindOf(node) === 'alone';

/** A single number worked out from others, which every kernel that needs it works out itself. */
const isLoneNumber = (node: Node): boolean => sizeOf(node.shape) === 1 && kindOf(node) === 'rows';

/** Whether a node reads its first input at places that arithmetic on rows and columns does not give. */
const needsMemory = (node: Node): boolean =>
  node.op === 'gather' ||
  node.op === 'takeAlong' ||
  node.op === 'windows' ||
  node.op === 'segmentSum' ||
  node.op === 'copy' ||
  (node.op === 'reshape' &&
    !sameButOnes(node.shape, node.inputs[0].shape) &&
    numRowsOf(node.shape) !== numRowsOf(node.inputs[0].shape));

/** All nodes under the roots in ascending order of id, which is an order of computation. */
function collect(roots: readonly Node[]): Node[] {
  const seen = new Set<Node>();
  const waiting = [...roots];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    waiting.push(...inputsOf(node));
  }
  return [...seen].sort((a, b) => a.id - b.id);
}
