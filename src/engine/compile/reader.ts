/** Turns nodes into the values of one kernel: what the kernel computes itself becomes arithmetic, the rest loads. */
import { inputsOf, type Node, type Shape } from '../graph/node';
import type { BinaryOp, Place, Start, UnaryOp, Value } from '../program/program';
import {
  acrossOnes,
  address,
  contiguousStrides,
  fixed,
  ownCoordinates,
  sameButOnes,
  shifted,
  type Coordinates,
} from './coordinates';
import { NotCompilable } from './notCompilable';
import { reshapedStrides, viewOf, viewStorage, windowsView, type Parted, type Storage } from './storage';

/** Memory of nodes as a kernel sees it. */
export interface Layout {
  /** Null where the node has none. */
  storageOf(node: Node): Parted | null;
  groupsOf(ids: Node, numGroups: number): Start;
}

export class Reader {
  private readonly layout: Layout;
  private readonly rowShape: Shape;
  /** What this kernel computes and must not load, though it may be kept for others. */
  private readonly computes: (node: Node) => boolean;
  private readonly values = new Map<string, Value>();
  private readonly registers = new Map<Node, number>();

  constructor(layout: Layout, rowShape: Shape, computes: (node: Node) => boolean) {
    this.layout = layout;
    this.rowShape = rowShape;
    this.computes = computes;
  }

  /** Makes a reduction readable as a register. */
  register(node: Node): number {
    const register = this.registers.size;
    this.registers.set(node, register);
    return register;
  }

  /** Coordinates of a node whose rows are the kernel's. @throws NotCompilable where they are not. */
  own(node: Node): Coordinates {
    const coordinates = ownCoordinates(node.shape, this.rowShape);
    if (coordinates) return coordinates;
    throw new NotCompilable(`rows [${node.shape.join()}] in a pass over [${this.rowShape.join()}]`);
  }

  /** The value of a node at its own row and column. */
  here(node: Node): Value {
    return this.value(node, this.own(node));
  }

  value(node: Node, at: Coordinates): Value {
    const key = `${node.id} ${JSON.stringify(at)}`;
    const known = this.values.get(key);
    if (known) return known;
    const value = this.compute(node, at);
    this.values.set(key, value);
    return value;
  }

  private compute(node: Node, at: Coordinates): Value {
    const register = this.registers.get(node);
    if (register !== undefined) return { op: 'register', register };
    const storage = this.computes(node) ? null : this.layout.storageOf(node);
    if (storage) {
      const place = this.place(storage, at);
      const { parts, partStride: stride } = storage;
      return parts > 1 ? { op: 'sumOfParts', place, parts, stride } : { op: 'load', place };
    }
    switch (node.op) {
      case 'constant':
        return { op: 'constant', value: node.value };
      case 'scalar':
        return { op: 'scalar', index: node.index };
      case 'dropout': {
        const place = this.place({ buffer: -1, offset: 0, strides: contiguousStrides(node.shape) }, at);
        return { op: 'dropout', layer: node.layer, rate: node.rate, place };
      }
      case 'product':
        return { op: 'product' };
      case 'toFloat':
        return this.value(node.inputs[0], at);
      case 'gather':
        return { op: 'load', place: this.gathered(node.inputs[0], node.inputs[1], at) };
      case 'takeAlong':
        return { op: 'load', place: this.takenAlong(node.inputs[0], node.inputs[1], at) };
      case 'windows': {
        const storage = windowsView(node, this.seen(node.inputs[0]));
        if (!storage) throw new NotCompilable(`windows of [${node.inputs[0].shape.join()}]`);
        return { op: 'load', place: this.place(storage, at) };
      }
      case 'copy':
        return { op: 'load', place: this.place(this.seen(node.inputs[0]), at) };
      case 'segmentSum':
        if (JSON.stringify(this.own(node)) !== JSON.stringify(at))
          throw new NotCompilable(`a sum by id [${node.shape.join()}] seen in another shape`);
        return this.sumOfGroup(node.inputs[0], node.inputs[1], node.shape[0]!);
      case 'select': {
        const [condition, a, b] = node.inputs.map((input) => this.broadcast(input, at)) as [
          Value,
          Value,
          Value,
        ];
        return { op: 'select', condition, a, b };
      }
      case 'broadcast':
        return this.broadcast(node.inputs[0], at);
      case 'transpose': {
        const turned = [...at];
        node.permutation.forEach((axis, i) => (turned[axis] = at[i]!));
        return this.value(node.inputs[0], turned);
      }
      case 'slice':
        return this.value(
          node.inputs[0],
          at.map((coordinate, axis) => shifted(coordinate, node.begin[axis]!)),
        );
      case 'reshape':
        return this.reshaped(node, node.inputs[0], at);
      case 'concat':
      case 'array':
      case 'input':
      case 'weight':
      case 'reduceSum':
      case 'reduceMax':
      case 'winners':
      case 'filterGradient':
      case 'inputGradient':
      case 'additiveScores':
      case 'additiveScoresGradient':
      case 'causalDots':
      case 'causalSums':
      case 'recurrence':
      case 'recurrenceGradient':
      case 'memory':
      case 'gradientOfProduct':
        throw new NotCompilable(`${node.op} [${node.shape.join()}] has no memory`);
      default: {
        const [a, b] = inputsOf(node).map((input) => this.broadcast(input, at));
        return b ? { op: node.op as BinaryOp, a: a!, b } : { op: node.op as UnaryOp, x: a! };
      }
    }
  }

  /** The value of an input that is broadcast to where `at` points. */
  private broadcast(input: Node, at: Coordinates): Value {
    const missing = at.length - input.shape.length;
    return this.value(
      input,
      input.shape.map((length, axis) => (length === 1 ? fixed(this.rowShape.length) : at[axis + missing]!)),
    );
  }

  private reshaped(node: Node, input: Node, at: Coordinates): Value {
    const storage = this.computes(input) ? null : this.layout.storageOf(input);
    const strides = storage && reshapedStrides(input.shape, storage.strides, node.shape);
    if (strides && storage.parts === 1) return { op: 'load', place: this.place({ ...storage, strides }, at) };
    if (sameButOnes(node.shape, input.shape))
      return this.value(input, acrossOnes(at, node.shape, input.shape, this.rowShape.length));
    const own = ownCoordinates(node.shape, this.rowShape);
    if (own && JSON.stringify(own) === JSON.stringify(at)) return this.here(input);
    throw new NotCompilable(`a reshape of [${input.shape.join()}] to [${node.shape.join()}]`);
  }

  /** Storage behind a view. @throws NotCompilable where there is none. */
  seen(node: Node): Storage {
    const view = viewOf(node);
    const base = view && this.layout.storageOf(view.base);
    const storage = base?.parts === 1 ? viewStorage(view!, base) : this.layout.storageOf(node);
    if (!storage) throw new NotCompilable(`${node.op} [${node.shape.join()}] has no memory`);
    return storage;
  }

  private gathered(table: Node, ids: Node, at: Coordinates): Place {
    const storage = this.seen(table);
    const idsRank = ids.shape.length;
    const [stride, ...inner] = storage.strides;
    const place = this.place({ ...storage, strides: inner }, at.slice(idsRank));
    return { ...place, via: { ids: this.place(this.seen(ids), at.slice(0, idsRank)), stride: stride! } };
  }

  private takenAlong(table: Node, ids: Node, at: Coordinates): Place {
    const { strides, ...start } = this.seen(table);
    const [stride, columnStride] = strides as [number, number];
    const place = this.place({ ...start, strides: [columnStride] }, at.slice(1));
    return { ...place, via: { ids: this.place(this.seen(ids), at), stride } };
  }

  private sumOfGroup(values: Node, ids: Node, numGroups: number): Value {
    const { buffer, offset, strides } = this.seen(values);
    const width = values.shape.length > 1 ? strides.at(-1) : 1;
    if (values.shape.length > 2 || ids.shape.length !== 1 || (width !== 1 && values.shape[1] !== 1))
      throw new NotCompilable(`a sum by id over [${values.shape.join()}]`);
    const groups = this.layout.groupsOf(ids, numGroups);
    return { op: 'sumOfGroup', groups, numGroups, values: buffer, offset, stride: strides[0]! };
  }

  place({ buffer, offset, strides }: Storage, at: Coordinates): Place {
    return { buffer, ...address(at, strides, offset, this.rowShape.length) };
  }
}
