/** Code for the values of a kernel: four columns at a time, each value once. */
import { Addresses } from './addresses';
import type { FunctionCode, Local } from './functionCode';
import { isWithin, onEverything, onRowBody, placeDependence, Scopes, type Dependence } from './iteration';
import type { Layout } from './layout';
import { exp, log, log1p, sigmoid, sign, tanh } from './math';
import type { Plain } from './instructions';
import type { BinaryOp, BufferId, BufferSpec, Place, UnaryOp, Value } from '../program/program';

/** Numbers of the functions that values call, in the module. */
export interface Callees {
  pow: number;
  dropoutWords: number;
}

type GroupSum = Extract<Value, { op: 'sumOfGroup' }>;
type DropoutMask = Extract<Value, { op: 'dropout' }>;

/** Draws that `engine/dropout.ts` leaves room for in each layer. */
const lanesPerLayer = 2 ** 24;

const comparisons: Partial<Record<Value['op'], Plain>> = {
  greater: 'f32x4.gt',
  greaterEqual: 'f32x4.ge',
  less: 'f32x4.lt',
  lessEqual: 'f32x4.le',
  equal: 'f32x4.eq',
  notEqual: 'f32x4.ne',
};

const direct: Partial<Record<UnaryOp | BinaryOp, Plain>> = {
  neg: 'f32x4.neg',
  abs: 'f32x4.abs',
  sqrt: 'f32x4.sqrt',
  add: 'f32x4.add',
  sub: 'f32x4.sub',
  mul: 'f32x4.mul',
  div: 'f32x4.div',
  max: 'f32x4.max',
  min: 'f32x4.min',
};

const functions: Partial<Record<UnaryOp, (code: FunctionCode) => void>> = {
  exp,
  log,
  log1p,
  sigmoid,
  sign,
  tanh,
};

export class Values {
  readonly code: FunctionCode;
  readonly scopes: Scopes;
  readonly at: Addresses;
  /** Sum and maximum of earlier stages, in all lanes. */
  readonly registers = new Map<number, Local>();
  /** The dot products of the four columns at hand. */
  product: Local | undefined;
  /** Pushes the sum of a group; kernels differ in how they walk groups. */
  groupSum: (value: GroupSum) => void = () => {
    throw new Error('Only rows kernels sum over groups.');
  };
  private readonly layout: Layout;
  private readonly callees: Callees;
  /** Buffers that the kernel itself writes: what was loaded from them must not be kept over iterations. */
  private readonly written: ReadonlySet<BufferId>;
  private readonly dependences = new Map<Value, Dependence>();

  constructor(
    code: FunctionCode,
    layout: Layout,
    buffers: readonly BufferSpec[],
    callees: Callees,
    written: readonly BufferId[],
  ) {
    this.code = code;
    this.scopes = new Scopes(code);
    this.at = new Addresses(code, this.scopes, layout, buffers);
    this.layout = layout;
    this.callees = callees;
    this.written = new Set(written);
  }

  /** Pushes a value at the four columns at hand. */
  push(value: Value): void {
    if (value.op === 'constant') {
      this.code.f32x4(value.value);
      return;
    }
    const known = value.op === 'product' ? this.product : this.scopes.find(value);
    if (known !== undefined) {
      this.code.get(known);
      return;
    }
    this.compute(value);
    this.scopes.keep(value, 'v128');
  }

  /** Computes now what depends on nothing but what is available, of values that are used further inside. */
  hoist(values: readonly Value[], available: Dependence): void {
    const seen = new Set<Value>();
    const visit = (value: Value): void => {
      if (seen.has(value) || value.op === 'constant') return;
      seen.add(value);
      if (isWithin(this.dependence(value), available)) {
        if (this.scopes.find(value) !== undefined) return;
        this.compute(value);
        const local = this.scopes.local('v128');
        this.code.set(local);
        this.scopes.assign(value, local);
        return;
      }
      if ((value.op === 'load' || value.op === 'sumOfParts') && !this.isWritten(value.place))
        this.at.hoist(value.place, available);
      for (const operand of operands(value)) visit(operand);
    };
    values.forEach(visit);
  }

  /** What a value depends on. */
  dependence(value: Value): Dependence {
    const known = this.dependences.get(value);
    if (known !== undefined) return known;
    let on: Dependence = 0;
    for (const operand of operands(value)) on |= this.dependence(operand);
    if (value.op === 'load' || value.op === 'sumOfParts')
      on |= this.isWritten(value.place) ? onEverything : placeDependence(value.place);
    if (value.op === 'dropout') on |= placeDependence(value.place);
    if (value.op === 'register') on |= onRowBody;
    if (value.op === 'product' || value.op === 'sumOfGroup') on = onEverything;
    this.dependences.set(value, on);
    return on;
  }

  private isWritten({ buffer, via }: Place): boolean {
    return this.written.has(buffer) || (via !== undefined && this.isWritten(via.ids));
  }

  private compute(value: Value): void {
    const { code } = this;
    switch (value.op) {
      case 'scalar':
        code.i32(0).memory('v128.load32_splat', this.layout.scalars + value.index * 4);
        return;
      case 'load':
        this.at.load(value.place);
        return;
      case 'register':
        code.get(this.registers.get(value.register)!);
        return;
      case 'select':
        this.push(value.a);
        this.push(value.b);
        this.pushMask(value.condition);
        code.op('v128.bitselect');
        return;
      case 'sumOfParts':
        this.at.load(value.place);
        for (let part = 1; part < value.parts; part++) {
          this.at.load(value.place, part * value.stride);
          code.op('f32x4.add');
        }
        return;
      case 'sumOfGroup':
        this.groupSum(value);
        return;
      case 'dropout':
        this.computeDropout(value);
        return;
      case 'pow':
        this.push(value.a);
        if (value.b.op === 'constant' && value.b.value === 2) {
          this.push(value.a);
          code.op('f32x4.mul');
          return;
        }
        this.push(value.b);
        code.call(this.callees.pow);
        return;
      default:
        this.computeOperation(value);
    }
  }

  private computeOperation(value: Value): void {
    const { code } = this;
    if (value.op === 'step' || comparisons[value.op]) {
      this.pushMask(value);
      code.f32x4(1).op('v128.and');
      return;
    }
    for (const operand of operands(value)) this.push(operand);
    const instruction = direct[value.op as UnaryOp | BinaryOp];
    if (instruction) code.op(instruction);
    else functions[value.op as UnaryOp]!(code);
  }

  /** Pushes all ones in the lanes where a value is not 0. */
  private pushMask(value: Value): void {
    const comparison = comparisons[value.op];
    if (comparison) {
      for (const operand of operands(value)) this.push(operand);
      this.code.op(comparison);
    } else if (value.op === 'step') {
      this.push(value.x);
      this.code.f32x4(0).op('f32x4.gt');
    } else {
      this.push(value);
      this.code.f32x4(0).op('f32x4.ne');
    }
  }

  private computeDropout({ layer, rate, place }: DropoutMask): void {
    const { code } = this;
    this.at.pushElement(place);
    const lanes = [0, 1, 2, 3].map((lane) => lane * place.column);
    code.op('i32x4.splat').vector(new Int32Array(lanes)).op('i32x4.add');
    code.i32(layer * lanesPerLayer).call(this.callees.dropoutWords);
    code.i32x4(Math.floor(rate * 0x1_0000_0000)).op('i32x4.ge_u');
    code.f32x4(1 / (1 - rate)).op('v128.and');
  }
}

/** The values that a value is made of, in the order of the operation's arguments. */
export function operands(value: Value): readonly Value[] {
  if (value.op === 'select') return [value.condition, value.a, value.b];
  if ('x' in value) return [value.x];
  return 'a' in value ? [value.a, value.b] : [];
}
