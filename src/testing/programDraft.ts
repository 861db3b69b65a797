/** Shorthand for small programs that back ends are tested with. */
import { draw, unit } from '../data/random';
import type {
  BinaryOp,
  BufferRole,
  BufferSpec,
  Kernel,
  Place,
  Program,
  StepValues,
  UnaryOp,
  Value,
} from '../engine/program/program';

export interface ProgramCase {
  name: string;
  program: Program;
  /** By buffer name. */
  initial: ReadonlyMap<string, Float32Array | Int32Array>;
  steps: readonly StepValues[];
  /** Relative to the largest number of a buffer. */
  tolerance: number;
}

/** Numbers from -1 up to 1, or as `map` makes them of that; ids below `numIds`. */
type Fill = { numbers: (x: number) => number } | { numIds: number };

/** Buffers and kernels of a program under construction. */
export class Draft {
  private readonly buffers: BufferSpec[] = [];
  private readonly levels: Kernel[][] = [];
  private readonly initial = new Map<string, Float32Array | Int32Array>();

  /** A buffer that starts with drawn numbers. */
  given(length: number, fill: Fill = { numbers: (x) => x }, role: 'weight' | 'input' = 'input'): number {
    const draws = Array.from({ length }, (_, lane) =>
      unit(draw({ a: 7, b: 9 }, this.buffers.length, lane).a),
    );
    return this.holding(
      'numIds' in fill
        ? Int32Array.from(draws, (u) => Math.floor(u * fill.numIds))
        : Float32Array.from(draws, (u) => fill.numbers(2 * u - 1)),
      role,
    );
  }

  /** A buffer that starts with these numbers. */
  holding(data: Float32Array | Int32Array, role: 'weight' | 'input' | 'constant' = 'constant'): number {
    const name = `${role} ${this.buffers.length}`;
    const type = data instanceof Float32Array ? 'f32' : 'i32';
    if (role !== 'constant') this.initial.set(name, data);
    return this.add({ name, type, length: data.length, role, ...(role === 'constant' && { data }) });
  }

  empty(length: number, role: BufferRole = 'output', type: 'f32' | 'i32' = 'f32'): number {
    return this.add({ name: `${role} ${this.buffers.length}`, type, length, role });
  }

  level(...kernels: Kernel[]): this {
    this.levels.push(kernels);
    return this;
  }

  done(name: string, { steps = [firstStep], tolerance = 2e-6 } = {}): ProgramCase {
    const program = { buffers: this.buffers, levels: this.levels, numScalars: 2 };
    return { name, program, initial: this.initial, steps, tolerance };
  }

  private add(spec: BufferSpec): number {
    return this.buffers.push(spec) - 1;
  }
}

export const firstStep: StepValues = { epoch: 1, step: 0, scalars: [0.75, -2] };

export const at = (buffer: number, column = 1, rows: readonly number[] = [], offset = 0): Place => ({
  buffer,
  offset,
  rows,
  column,
});
export const load = (place: Place): Value => ({ op: 'load', place });
export const constant = (value: number): Value => ({ op: 'constant', value });
export const register = (index: number): Value => ({ op: 'register', register: index });
export const scalar = (index: number): Value => ({ op: 'scalar', index });
export const un = (op: UnaryOp, x: Value): Value => ({ op, x });
export const bin = (op: BinaryOp, a: Value, b: Value): Value => ({ op, a, b });

export const map = (
  name: string,
  rowShape: readonly number[],
  width: number,
  value: Value,
  to: Place,
): Kernel => ({
  kind: 'rows',
  name,
  rowShape,
  stages: [{ do: 'write', width, value, to }],
});
