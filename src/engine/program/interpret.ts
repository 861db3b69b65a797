/**
 * Runs a program in plain TypeScript, number by number: the reading of `program.ts` that the WebGPU and the
 * WebAssembly back ends are held to. Slow, and meant to be obvious. Arithmetic is in float64, stores are float32.
 */
import { dropoutMask } from '../dropout';
import { binary, unary } from './arithmetic';
import { isAttention } from './attentionKernels';
import { interpretAttention } from './interpretAttention';
import { interpretRecurrence } from './interpretRecurrence';
import { interpretWindows } from './interpretWindows';
import { isRecurrence } from './recurrenceKernels';
import type {
  ColumnsKernel,
  GroupKernel,
  Kernel,
  Place,
  ProductKernel,
  Program,
  RowsKernel,
  Stage,
  StepValues,
  Value,
} from './program';

export type Memory = (Float32Array | Int32Array)[];

/** Where an evaluation stands: coordinates, and what was computed for the row. */
interface Cursor {
  rows: readonly number[];
  /** All row coordinates as one number. */
  row: number;
  column: number;
  registers: number[];
  product: number;
}

/** Memory for all buffers of a program: constants hold their data, everything else is 0. */
export function allocate(program: Program): Memory {
  return program.buffers.map(({ type, length, data }) => {
    if (data) return data.slice();
    return type === 'f32' ? new Float32Array(length) : new Int32Array(length);
  });
}

/** One run over `memory`. `seed` keys the dropout masks. */
export function interpret(program: Program, memory: Memory, step: StepValues, seed: number): void {
  const run = new Interpreter(memory, step, seed);
  for (const level of program.levels) for (const kernel of level) run.kernel(kernel);
}

class Interpreter {
  private readonly memory: Memory;
  private readonly step: StepValues;
  private readonly seed: number;
  /** Values at one (row, column) of a map. */
  private known: Map<Value, number> | null = null;

  constructor(memory: Memory, step: StepValues, seed: number) {
    this.memory = memory;
    this.step = step;
    this.seed = seed;
  }

  kernel(kernel: Kernel): void {
    switch (kernel.kind) {
      case 'rows':
        this.rows(kernel);
        break;
      case 'product':
        this.product(kernel);
        break;
      case 'columns':
        this.columns(kernel);
        break;
      case 'group':
        this.group(kernel);
        break;
      default:
        if (isRecurrence(kernel)) interpretRecurrence(kernel, this.memory);
        else if (isAttention(kernel)) interpretAttention(kernel, this.memory);
        else interpretWindows(kernel, this.memory);
    }
  }

  private rows({ rowShape, stages }: RowsKernel): void {
    const [{ width }] = stages as [Stage];
    const isMap = stages.every((stage) => stage.do === 'write' && stage.width === width);
    for (const at of cursors(rowShape)) {
      if (isMap) {
        for (at.column = 0; at.column < width; at.column++) {
          // A value that is met again is what it was, though a write may since have changed what it reads.
          this.known = new Map();
          for (const stage of stages)
            if (stage.do === 'write')
              this.memory[stage.to.buffer]![this.address(stage.to, at)] = this.value(stage.value, at);
        }
        this.known = null;
        continue;
      }
      for (const stage of stages) {
        let reduced = stage.do === 'reduce' && stage.op === 'max' ? -Infinity : 0;
        for (at.column = 0; at.column < stage.width; at.column++) {
          const value = this.value(stage.value, at);
          if (stage.do === 'write') this.memory[stage.to.buffer]![this.address(stage.to, at)] = value;
          else reduced = stage.op === 'sum' ? reduced + value : Math.max(reduced, value);
        }
        if (stage.do === 'reduce') at.registers[stage.register] = reduced;
      }
    }
  }

  private product({ m, n, k, a, b, parts, partStride, to, epilogue }: ProductKernel): void {
    const [left, right] = [this.memory[a.buffer]!, this.memory[b.buffer]!];
    const stretch = Math.ceil(k / parts);
    for (const at of cursors([m])) {
      for (at.column = 0; at.column < n; at.column++) {
        for (let part = 0; part < parts; part++) {
          at.product = 0;
          for (let p = part * stretch; p < Math.min(k, (part + 1) * stretch); p++)
            at.product +=
              left[a.offset + at.row * a.rowStride + p * a.columnStride]! *
              right[b.offset + p * b.rowStride + at.column * b.columnStride]!;
          this.memory[to.buffer]![this.address(to, at) + part * partStride] = epilogue
            ? this.value(epilogue, at)
            : at.product;
        }
      }
    }
  }

  private columns({ rowShape, parts, sums }: ColumnsKernel): void {
    const numRows = rowShape.reduce((size, length) => size * length, 1);
    const stretch = Math.ceil(numRows / parts);
    for (const { width, value, to } of sums) {
      const totals = new Float64Array(parts * width);
      for (const at of cursors(rowShape)) {
        const part = Math.floor(at.row / stretch);
        for (at.column = 0; at.column < width; at.column++)
          totals[part * width + at.column]! += this.value(value, at);
      }
      for (let part = 0; part < parts; part++)
        for (let column = 0; column < width; column++)
          this.memory[to.buffer]![to.offset + part * to.partStride + column] = totals[part * width + column]!;
    }
  }

  private group({ ids, length, numGroups, groups }: GroupKernel): void {
    const out = this.memory[groups.buffer]!.subarray(groups.offset);
    const of = this.memory[ids.buffer]!.subarray(ids.offset);
    let filled = 0;
    for (let group = 0; group < numGroups; group++) {
      out[group] = filled;
      for (let place = 0; place < length; place++)
        if (of[place] === group) out[numGroups + 1 + filled++] = place;
    }
    out[numGroups] = filled;
  }

  private address(place: Place, at: Cursor): number {
    let address = place.offset + place.column * at.column;
    place.rows.forEach((stride, axis) => (address += stride * at.rows[axis]!));
    if (place.via)
      address += place.via.stride * this.memory[place.via.ids.buffer]![this.address(place.via.ids, at)]!;
    return address;
  }

  private load(place: Place, at: Cursor, offset = 0): number {
    return this.memory[place.buffer]![this.address(place, at) + offset]!;
  }

  private value(value: Value, at: Cursor): number {
    const known = this.known?.get(value);
    if (known !== undefined) return known;
    const number = this.compute(value, at);
    this.known?.set(value, number);
    return number;
  }

  private compute(value: Value, at: Cursor): number {
    switch (value.op) {
      case 'constant':
        return value.value;
      case 'scalar':
        return this.step.scalars[value.index]!;
      case 'load':
        return this.load(value.place, at);
      case 'register':
        return at.registers[value.register]!;
      case 'product':
        return at.product;
      case 'select':
        return this.value(value.condition, at) === 0 ? this.value(value.b, at) : this.value(value.a, at);
      case 'sumOfParts': {
        let sum = 0;
        for (let part = 0; part < value.parts; part++) sum += this.load(value.place, at, part * value.stride);
        return sum;
      }
      case 'sumOfGroup':
        return this.sumOfGroup(value, at);
      case 'dropout': {
        const element = this.address(value.place, at);
        const { epoch, step } = this.step;
        return dropoutMask(element + 1, value.rate, { seed: this.seed, epoch, step, layer: value.layer })[
          element
        ]!;
      }
      default:
        return 'x' in value
          ? unary[value.op](this.value(value.x, at))
          : binary[value.op](this.value(value.a, at), this.value(value.b, at));
    }
  }

  private sumOfGroup(value: Extract<Value, { op: 'sumOfGroup' }>, at: Cursor): number {
    const offsets = this.memory[value.groups.buffer]!.subarray(value.groups.offset);
    const values = this.memory[value.values]!;
    let sum = 0;
    for (let k = offsets[at.row]!; k < offsets[at.row + 1]!; k++)
      sum += values[value.offset + offsets[value.numGroups + 1 + k]! * value.stride + at.column]!;
    return sum;
  }
}

/** Every row of a shape, the last coordinate fastest; the cursor is reused. */
function* cursors(rowShape: readonly number[]): Generator<Cursor> {
  const numRows = rowShape.reduce((size, length) => size * length, 1);
  for (let row = 0; row < numRows; row++) {
    const rows: number[] = [];
    let rest = row;
    for (let axis = rowShape.length - 1; axis >= 0; axis--) {
      rows.unshift(rest % rowShape[axis]!);
      rest = Math.floor(rest / rowShape[axis]!);
    }
    yield { rows, row, column: 0, registers: [], product: 0 };
  }
}
