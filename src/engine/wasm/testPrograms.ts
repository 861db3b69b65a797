/** Small programs for the tests of the back end, and their run by it and by the interpreter. */
import { expect } from 'vitest';
import { allocate, interpret } from '../program/interpret';
import type { BufferSpec, Kernel, Place, Program, StepValues, Value } from '../program/program';
import { compileWasm } from './compileWasm';

const seed = 42;
export const firstStep: StepValues = { epoch: 3, step: 5, scalars: [] };

export const constant = (value: number): Value => ({ op: 'constant', value });
export const load = (place: Place): Value => ({ op: 'load', place });

/** The numbers of a matrix that lies row by row. */
export const matrix = (buffer: number, columns: number, offset = 0): Place => ({
  buffer,
  offset,
  rows: [columns],
  column: 1,
});

/** Numbers between -1 and 1 that look random, different for every `salt`. */
export function numbers(length: number, salt: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => Math.sin((i + 1) * 12.9898 + salt * 78.233));
}

export function ids(length: number, below: number, salt: number): Int32Array {
  return Int32Array.from(numbers(length, salt), (x) => Math.floor(((x + 1) / 2) * below) % below);
}

/** A program over buffers that hold the given numbers before the run, or zeros for a length. */
export function programOf(
  contents: readonly (Float32Array | Int32Array | number)[],
  kernels: readonly Kernel[],
  numScalars = 0,
): Program {
  const buffers = contents.map((content, index): BufferSpec => {
    const values = typeof content === 'number' ? new Float32Array(content) : content;
    return {
      name: `b${index}`,
      type: values instanceof Int32Array ? 'i32' : 'f32',
      length: values.length,
      role: 'constant',
      data: values,
    };
  });
  return { buffers, levels: kernels.map((kernel) => [kernel]), numScalars };
}

/** What all buffers hold after the steps, by the back end. */
export async function runWasm(program: Program, steps = [firstStep]): Promise<(Float32Array | Int32Array)[]> {
  const executable = await compileWasm(program, { seed });
  executable.run(steps);
  const held = await Promise.all(program.buffers.map(({ name }) => executable.read(name)));
  executable.dispose();
  return held;
}

/** Expects that the back end leaves in all buffers what the interpreter does, but for rounding. */
export async function expectAsInterpreted(
  program: Program,
  steps = [firstStep],
  tolerance = 2e-5,
): Promise<void> {
  const memory = allocate(program);
  for (const step of steps) interpret(program, memory, step, seed);
  const held = await runWasm(program, steps);
  for (const [index, wanted] of memory.entries()) {
    const worst = held[index]!.findIndex((value, i) => !isClose(value, wanted[i]!, tolerance));
    expect({ index, worst, value: held[index]![worst] }).toEqual({ index, worst: -1, value: wanted[worst] });
  }
}

function isClose(a: number, b: number, tolerance: number): boolean {
  if (Object.is(a, b) || a === b) return true;
  return Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b));
}
